// SPDX-License-Identifier: Apache-2.0
#pragma once
// One time step of the network's neuron, in integers.
// Source: spikingjelly MultiStepLIFNode(tau = 2, decay_input = True, v_reset = 0) in the exactly equivalent form
// U = (U_after_reset >> 1) + X, fire when U >= 2 * V_th, hard reset to 0 (V1 paper, Eq. 1-3, beta = 1/2).
// The halving is exact while X carries time_steps - 1 zero bits at its end (see input_fraction_bits).

#include <cstdint>

#include "models/fixed_point.hpp"

namespace spikeloom {

struct LifResult {
  std::int32_t membrane = 0;  ///< after the reset
  bool spike = false;
  constexpr bool operator==(const LifResult& o) const { return membrane == o.membrane && spike == o.spike; }
};

/// Zero bits that an input needs at its end, so that the membrane is halved without rounding for all time steps.
constexpr int input_fraction_bits(int time_steps) { return time_steps - 1; }

/// `membrane` after the reset of the step before, `input` and `threshold` in the same units.
constexpr LifResult lif_step(std::int32_t membrane, std::int32_t input, std::int32_t threshold) {
  const std::int32_t charged = (membrane >> 1) + input;
  const bool spike = charged >= threshold;
  return {spike ? 0 : charged, spike};
}

}  // namespace spikeloom
