// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which tile each bin of slices stands on: flits x hops as small as a greedy start and seeded swaps make it.

#include <cstdint>
#include <vector>

#include "mapping/mapping.hpp"
#include "mapping/traffic.hpp"

namespace spikeloom {

/// Renumbers Slice::core. Never worse than the greedy placement, which `swaps` = 0 gives. The same on every host:
/// whole numbers only, and the engine's own bits.
void place_cores(Mapping& mapping, const std::vector<Flow>& flows, std::uint64_t seed, int swaps);

}  // namespace spikeloom
