// SPDX-License-Identifier: Apache-2.0
#pragma once
// Thresholds of a network by the activity that each layer is to have, layer by layer with the integer reference: what
// a layer reads is what the calibrated layers before it emit.

#include <string>
#include <vector>

#include "models/images/image.hpp"
#include "models/network.hpp"

namespace spikeloom {

constexpr double kRateTolerance = 0.10;      ///< relative
constexpr double kSmallestHeldRate = 0.005;  ///< smaller rates are aimed at, not promised

struct LayerRate {
  std::string layer;
  double wanted = 0.0, measured = 0.0;  ///< spikes a neuron and time step
};

/// Sets the thresholds of all layers that fire. `rates`: of each layer. Throws InputError for an image of another size,
/// and naming the layer whose rate is out of reach.
std::vector<LayerRate> calibrate(Network& network, const std::vector<double>& rates, const Image& image);

}  // namespace spikeloom
