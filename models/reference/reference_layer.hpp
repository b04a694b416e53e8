// SPDX-License-Identifier: Apache-2.0
#pragma once
// One layer of the integer reference. Private to models/ and to the tests and benches, which run layer by layer.

#include <vector>

#include "models/maps.hpp"
#include "models/network.hpp"
#include "models/reference/reference.hpp"
#include "models/reference/row_sums.hpp"

namespace spikeloom {

struct Execution {
  Execution(int steps, int thread_count = 1) : time_steps(steps), threads(thread_count) {}
  int time_steps;
  int threads;
};

/// The image as the network sees it: pixel - pixel_offset, one time step.
ValueMap image_values(const Image& image, const InputFormat& input);

/// Activity of `layer`, whose sources are `image` and the layers `before` it. `rows` are the layer's WeightRows.
LayerActivity run_layer(const Layer& layer, const WeightRows& rows, Execution execution, const ValueMap& image,
                        const std::vector<LayerActivity>& before);

}  // namespace spikeloom
