// SPDX-License-Identifier: Apache-2.0
#pragma once
// Builds random networks layer by layer. Each layer is run on a few random images as it is added, and its shifts and
// thresholds are chosen so that its values are small and it fires neither never nor always.

#include <cstdint>
#include <vector>

#include "models/maps.hpp"
#include "models/network.hpp"
#include "models/reference/reference.hpp"
#include "tests/support/random.hpp"

namespace spikeloom {

/// A layer with one main input; `in` is the producer's map, and `out` follows from kernel and channels.
Layer make_layer(const std::string& name, Operator op, const MapShape& in, LayerInput main, Kernel kernel,
                 int channels);

class NetworkBuilder {
 public:
  /// `header` has everything but layers.
  NetworkBuilder(Network header, std::uint64_t seed);

  /// Adds a layer of which shapes, inputs and flags are set; draws its numbers. Returns its index.
  int add(Layer layer);

  const Network& network() const { return network_; }
  const Layer& layer(int index) const { return network_.layers[static_cast<std::size_t>(index)]; }
  Network finish();  ///< with bounds

 private:
  void draw_weights(Layer& layer);
  void choose_output_shifts(Layer& layer);
  void choose_thresholds(Layer& layer);
  void correct_firing_rate(Layer& layer);
  double firing_rate(const Layer& layer) const;
  /// X of every channel over images, steps and positions, if the layer emitted values.
  std::vector<std::vector<std::int32_t>> observed_values(Layer layer) const;

  Network network_;
  Random random_;
  std::vector<ValueMap> images_;
  std::vector<std::vector<LayerActivity>> activity_;  // [image][layer]
};

}  // namespace spikeloom
