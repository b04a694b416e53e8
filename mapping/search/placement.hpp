// SPDX-License-Identifier: Apache-2.0
#pragma once
// Where on the mesh everything stands: flits x links made small by annealing, from the places that assignment gave.

#include <cstdint>
#include <vector>

#include "mapping/cost/traffic.hpp"
#include "mapping/plan/mapping.hpp"
#include "mapping/search/assignment.hpp"

namespace spikeloom {

/// Flits x links of one image, expected.
struct PlacementCosts {
  std::int64_t random = 0;    ///< the same cores on tiles drawn by lot
  std::int64_t greedy = 0;    ///< where assignment put them, each near those it talks to
  std::int64_t annealed = 0;  ///< as the mapping has it
  std::int64_t swaps = 0;     ///< that were tried
};

/// Swaps that are tried when nobody says how many: for each group of slices.
constexpr std::int64_t kSwapsPerGroup = 100;

/// Changes Slice::core: exchanges the tiles of two cores, or groups of slices between cores where both have room and
/// neither gets longer than the longest core of that stage was. `swaps` decides when it ends, never the clock; 0 keeps
/// the greedy placement, and the result is never worse. The same on every host: whole numbers only, and the engine's
/// own bits.
PlacementCosts anneal_placement(const Network& network, Mapping& mapping, const std::vector<std::int64_t>& cycles,
                                const SliceGroups& groups, const std::vector<Flow>& flows, std::uint64_t seed,
                                std::int64_t swaps);

}  // namespace spikeloom
