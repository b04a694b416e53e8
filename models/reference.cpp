// SPDX-License-Identifier: Apache-2.0
#include "models/reference.hpp"

#include <algorithm>

#include "models/reference_layer.hpp"

namespace spikeloom {

Reference::Reference(const Network& network) : network_(network) {
  for (const Layer& layer : network.layers) rows_.emplace_back(layer);
}

Inference Reference::run(const Image& image) const {
  require_shape(image, network_.input.shape, "image");
  const ValueMap input = image_values(image, network_.input);
  Inference result;
  result.layers.reserve(network_.layers.size());
  for (std::size_t i = 0; i < network_.layers.size(); ++i)
    result.layers.push_back(run_layer(network_.layers[i], rows_[i], network_.time_steps, input, result.layers));
  const std::int32_t* logits = result.layers.back().values.at(0, 0, 0);
  result.logits.assign(logits, logits + network_.classes());
  result.prediction = argmax(result.logits);
  return result;
}

int argmax(const std::vector<std::int32_t>& logits) {
  return static_cast<int>(std::max_element(logits.begin(), logits.end()) - logits.begin());
}

}  // namespace spikeloom
