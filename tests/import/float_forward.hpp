// SPDX-License-Identifier: Apache-2.0
#pragma once
// A float network run in double, layer by layer, straight from the formula of models/layer.hpp.

#include <vector>

#include "import/float_network.hpp"

namespace spikeloom {

struct FloatMap {
  MapShape shape;
  std::vector<double> values;  // [channel][y][x]
  double& at(int c, int y, int x) { return values[index(c, y, x)]; }
  double at(int c, int y, int x) const { return values[index(c, y, x)]; }

 private:
  std::size_t index(int c, int y, int x) const {
    return (static_cast<std::size_t>(c) * shape.height + y) * shape.width + x;
  }
};

FloatMap zero_map(const MapShape& shape);

struct FloatActivity {
  std::vector<FloatMap> x, spikes;  // of each time step
};

/// Of all layers; `image` is normalised.
std::vector<FloatActivity> run_float(const FloatNetwork& network, const FloatMap& image);

}  // namespace spikeloom
