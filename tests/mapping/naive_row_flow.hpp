// SPDX-License-Identifier: Apache-2.0
#pragma once
// mapping/plan/row_flow the slow way: all slices are asked again and again until nobody can emit anything.

#include "mapping/plan/row_flow.hpp"

namespace spikeloom {

std::vector<int> naive_smallest_windows(const Network& network, const Mapping& mapping);
std::optional<BlockedRow> naive_blocked_row(const Network& network, const Mapping& mapping);

}  // namespace spikeloom
