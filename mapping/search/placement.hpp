// SPDX-License-Identifier: Apache-2.0
#pragma once
// Where on the mesh everything stands: flits x links made small by annealing, from the places that assignment gave.

#include <cstdint>
#include <vector>

#include "mapping/cost/traffic.hpp"
#include "mapping/plan/mapping.hpp"
#include "mapping/plan/placement_costs.hpp"
#include "mapping/search/assignment.hpp"
#include "mapping/search/mapping_progress.hpp"

namespace spikeloom {

struct PlacementOptions {
  std::uint64_t seed = 1;
  std::int64_t swaps = 0;
  MappingProgress progress = {};
};

/// Changes Slice::core: exchanges the tiles of two cores, or groups of slices between cores where both have room and
/// neither gets longer than the longest core of that stage was. `options.swaps` decides when it ends, never the clock;
/// 0 keeps the greedy placement, and the result is never worse. The same on every host: whole numbers only, and the
/// engine's own bits.
PlacementCosts anneal_placement(const Network& network, Mapping& mapping, const std::vector<std::int64_t>& cycles,
                                const SliceGroups& groups, const std::vector<Flow>& flows,
                                const PlacementOptions& options);

}  // namespace spikeloom
