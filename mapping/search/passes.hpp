// SPDX-License-Identifier: Apache-2.0
#pragma once
// A network whose weights exceed the chip is divided into passes, consecutive layers that fit it together. The chip
// runs one pass after the other; between them weights are streamed in, and what crosses a boundary lies in DRAM.

#include <vector>

#include "mapping/plan/mapping.hpp"
#include "mapping/plan/mapping_settings.hpp"
#include "mapping/plan/placement_costs.hpp"

namespace spikeloom {

struct MappingOptions;

struct PassPlan {
  std::vector<Mapping> passes;             ///< at least one, in the order in which they run
  std::vector<PlacementCosts> placements;  ///< of each

  bool streams() const { return passes.size() > 1; }
};

/// The layers of each pass. With kAutoPasses as few as the chip allows (taking as many layers as fit makes the fewest
/// passes), their weights even if they fit then, too; else `passes` passes whose weights are as even as consecutive
/// layers allow. Throws InputError: a layer that does not fit
/// the chip alone, more passes than layers, passes without a DRAM port or with the time steps outermost.
std::vector<Range> choose_passes(const Network& network, const Target& target, const MappingOptions& options,
                                 int passes);

/// Maps the whole network when it fits (or one pass is asked for), else pass by pass. All mappings are checked.
PassPlan map_passes(const Network& network, const Target& target, const MappingOptions& options, int passes);

/// One mapping for reports: the computed slices of all passes, in order, without connections.
Mapping all_slices(const PassPlan& plan);

/// What must be added to the number of a slice of a pass to get its number in all_slices().
int first_slice(const PassPlan& plan, std::size_t pass);

}  // namespace spikeloom
