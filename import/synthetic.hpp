// SPDX-License-Identifier: Apache-2.0
#pragma once
// A network of a known architecture without a checkpoint: seeded weights, and thresholds by which each layer fires as
// often as a profile says. It has the layers, shapes, formats and activity of a trained network, and classifies
// nothing: for measuring chips.
//
// plan (layer_plan.hpp) -> weights and shifts (synthetic_weights.hpp) -> thresholds (calibration.hpp) -> bounds.

#include <cstdint>
#include <vector>

#include "import/calibration.hpp"
#include "import/rates.hpp"
#include "models/images/image.hpp"
#include "models/network.hpp"

namespace spikeloom {

struct SyntheticOptions {
  int weight_bits = 8;  ///< 2..8, sign included
  OperatorForms forms{};
  std::uint64_t seed = 1;
};

struct SyntheticNetwork {
  Network network;
  std::vector<LayerRate> rates;  ///< of the layers that fire, measured on the calibration image
};

/// Throws InputError for a calibration image of another size and for rates that cannot be met.
SyntheticNetwork make_synthetic_network(const ModelConfig& config, const RateProfile& profile, const Image& calibration,
                                        const SyntheticOptions& options);

}  // namespace spikeloom
