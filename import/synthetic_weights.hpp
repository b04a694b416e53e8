// SPDX-License-Identifier: Apache-2.0
#pragma once
// Weights and number formats of a synthetic network; calibration.hpp adds biases and thresholds.

#include <cstdint>
#include <vector>

#include "import/formats.hpp"

namespace spikeloom {

/// Bell-shaped weights around 0 within the network's weight bits. A layer's depend on the seed and its name alone.
void draw_weights(Network& network, std::uint64_t seed);

/// Shifts, with biases and thresholds still blank (0 and 1): each writer of a residual stream adds values of deviation
/// 1.5 to 3 to it; layers that only fire have sums about as wide as those of an imported network. `rates`: how often
/// each layer is to fire, 0 where it does not.
void choose_shifts(Network& network, const LayerPlan& plan, const std::vector<double>& rates,
                   const NumberFormats& formats);

}  // namespace spikeloom
