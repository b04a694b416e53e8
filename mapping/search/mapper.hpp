// SPDX-License-Identifier: Apache-2.0
#pragma once
// Partition, windows, placement, destination tables: network + chip -> mapping. Pure and deterministic.

#include <cstdint>

#include "mapping/cost/firing_profile.hpp"
#include "mapping/plan/mapping.hpp"
#include "mapping/plan/mapping_settings.hpp"
#include "mapping/plan/placement_costs.hpp"
#include "mapping/search/mapping_progress.hpp"

namespace spikeloom {

struct MappingOptions {
  std::uint64_t seed = 1;            ///< of the placement's swaps
  int slack_rows = 1;                ///< rows of window beyond what progress needs, so that neighbours overlap
  int placement_swaps = kAutoSwaps;  ///< tried after the greedy placement; 0 keeps the greedy one
  Activity activity;                 ///< what the reference measured; by default 0.15 spikes everywhere
  Residual residual = Residual::Noc;
  LoopOrder time = LoopOrder::StepInRow;
  Range layers{};  ///< one pass of the network (mapping/search/passes.hpp); empty: all of it
  MappingProgress progress = {};
};

/// The mapping is checked. Throws InputError when the network does not fit: what is missing, where, and the smallest
/// change that would fit. `costs`, if given: what the placement was worth.
Mapping map_network(const Network& network, const Target& target, const MappingOptions& options,
                    PlacementCosts* costs = nullptr);

}  // namespace spikeloom
