// SPDX-License-Identifier: Apache-2.0
#pragma once
// Small networks with the structure of Meta-SpikeFormer and random numbers, the same for the same seed on every host.
// For tests of everything that takes a network: reference, mapping, chip.

#include <cstdint>
#include <vector>

#include "models/network.hpp"
#include "tests/support/random_image.hpp"

namespace spikeloom {

struct RandomNetworkOptions {
  MapShape image{1, 12, 12};  ///< 1 or 3 channels; need not be square
  int time_steps = 4;
  std::vector<int> dims{12, 20};  ///< stages: conv blocks, and at last one transformer block; each begins with stride 2
  int heads = 2;                  ///< divides the last of dims
  int expansion = 2;              ///< hidden channels of SepConv, ChannelConv and MLP
  int classes = 10;
  bool first_stride = true;  ///< false: the stem keeps the image's size
  int depthwise = 7;         ///< taps of SepConv's depth-wise kernel in a row: odd
  bool unfused = false;      ///< Q comes from a RepConv that is not fused: 1x1, depth-wise 3x3 on its values, 1x1
};

Network random_network(std::uint64_t seed, const RandomNetworkOptions& options = {});

}  // namespace spikeloom
