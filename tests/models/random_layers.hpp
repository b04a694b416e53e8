// SPDX-License-Identifier: Apache-2.0
#pragma once
// Networks without sense but with every operator in every shape: odd channels, kernels, strides, paddings, signals.

#include <cstdint>

#include "models/network.hpp"

namespace spikeloom {

Network random_layers(std::uint64_t seed);

}  // namespace spikeloom
