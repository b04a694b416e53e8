// SPDX-License-Identifier: Apache-2.0
#pragma once
// The integer reference over many labelled images: accuracy, firing rates, operation counts.

#include <cstdint>
#include <functional>
#include <vector>

#include "models/images/image.hpp"
#include "models/network.hpp"

namespace spikeloom {

struct Evaluation {
  int images = 0;
  std::vector<int> predictions;
  std::vector<double> firing_rates;      ///< per layer: spikes per neuron and time step; 0 for layers that do not fire
  std::uint64_t spikes = 0;              ///< of all layers and images
  std::uint64_t synaptic_additions = 0;  ///< of all layers and images (LayerActivity)
  double top1 = 0.0;                     ///< fraction 0..1
};

/// Runs the first `count` images. The result does not depend on `threads`. `progress` (may be empty) is called with the
/// number of images done, by one thread at a time. Throws InputError when labels and images do not belong together.
Evaluation evaluate(const Network& network, const IdxImages& images, const std::vector<std::uint8_t>& labels, int count,
                    int threads, const std::function<void(int done)>& progress);

}  // namespace spikeloom
