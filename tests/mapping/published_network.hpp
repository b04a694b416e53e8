// SPDX-License-Identifier: Apache-2.0
#pragma once
// Meta-SpikeFormer at 224 x 224 as a mapper sees it: shapes and widths, no weights.

#include "models/network.hpp"

namespace spikeloom {

/// RepConv fused. Channels of the stages as the papers name them: {32, 64, 128, 256, 360} is 15M, {48, 96, 192, 384,
/// 480} 31M, {64, 128, 256, 512, 640} 55M.
Network published_network(const std::vector<int>& channels, int time_steps);
Network network_15m(int time_steps);
Network network_31m(int time_steps);
Network network_55m(int time_steps);

}  // namespace spikeloom
