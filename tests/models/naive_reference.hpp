// SPDX-License-Identifier: Apache-2.0
#pragma once
// The formula of models/layer.hpp written down once more, densely, in 64 bits and without any code of models/ but the
// definition of the structs. Slow and plain: what the reference is held to.

#include <cstdint>
#include <vector>

#include "models/images/image.hpp"
#include "models/network.hpp"

namespace spikeloom::naive {

using Tensor = std::vector<std::int64_t>;  // [t][y][x][c]

struct Activity {
  Tensor spikes, values;
  std::uint64_t additions = 0;
};

std::vector<Activity> run(const Network& network, const Image& image);

}  // namespace spikeloom::naive
