// SPDX-License-Identifier: Apache-2.0
#include "models/reference/reference.hpp"

#include <algorithm>
#include <chrono>

#include "base/parallel.hpp"
#include "models/reference/reference_layer.hpp"

namespace spikeloom {

Reference::Reference(const Network& network, int threads)
    : network_(network), threads_(threads), rows_(network.layers.size()) {
  parallel_for(threads, static_cast<int>(rows_.size()), [&](int i) {
    rows_[static_cast<std::size_t>(i)] = WeightRows(network.layers[static_cast<std::size_t>(i)]);
  });
}

Inference Reference::run(const Image& image, const LayerObserver& observer) const {
  require_shape(image, network_.input.shape, "image");
  const ValueMap input = image_values(image, network_.input);
  Inference result;
  result.layers.reserve(network_.layers.size());
  for (std::size_t i = 0; i < network_.layers.size(); ++i) {
    const auto begin = std::chrono::steady_clock::now();
    result.layers.push_back(
        run_layer(network_.layers[i], rows_[i], {network_.time_steps, threads_}, input, result.layers));
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
    if (observer) observer(static_cast<int>(i), seconds.count());
  }
  const std::int32_t* logits = result.layers.back().values.at(0, 0, 0);
  result.logits.assign(logits, logits + network_.classes());
  result.prediction = argmax(result.logits);
  return result;
}

int argmax(const std::vector<std::int32_t>& logits) {
  return static_cast<int>(std::max_element(logits.begin(), logits.end()) - logits.begin());
}

}  // namespace spikeloom
