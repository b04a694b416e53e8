// SPDX-License-Identifier: Apache-2.0
#include "mapping/search/mapper.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "mapping/check/check.hpp"
#include "mapping/check/check_rules.hpp"
#include "mapping/cost/traffic.hpp"
#include "mapping/plan/connections.hpp"
#include "mapping/search/best_fit.hpp"
#include "mapping/search/local_forwarding.hpp"
#include "mapping/search/placement.hpp"
#include "mapping/search/shortage_report.hpp"
#include "mapping/search/stream_homes.hpp"

namespace spikeloom {
namespace {

PlacementCosts place(const Network& network, const WorkModel& work, const MappingOptions& options, Mapping& mapping) {
  std::vector<std::int64_t> cycles;
  for (const Slice& slice : mapping.slices) cycles.push_back(work.cycles(slice));
  const SliceGroups groups = slice_groups(network, mapping, cycles, options.residual);
  std::int64_t enough = kSwapsPerGroup * static_cast<std::int64_t>(groups.size());
  if (mapping.target.tiles() > kUsualTiles) enough = std::min(enough, kSwapsPerTile * mapping.target.tiles());
  const std::int64_t swaps = options.placement_swaps == kAutoSwaps ? enough : options.placement_swaps;
  return anneal_placement(network, mapping, cycles, groups, slice_flows(mapping, work),
                          {options.seed, swaps, options.progress});
}

}  // namespace

Mapping map_network(const Network& network, const Target& target, const MappingOptions& options,
                    PlacementCosts* costs) {
  check_limits(network, target);
  const WorkModel work(network, target, options.activity, options.time);
  const FitOptions fitting{options.slack_rows, options.time, options.residual, options.layers};
  Fit fit = best_fit(network, target, work, fitting, options.progress);
  if (!fit.fits()) throw InputError(describe_shortage(network, work, fitting, fit));
  Mapping mapping = std::move(fit.mapping);
  const PlacementCosts placement = place(network, work, options, mapping);
  if (costs != nullptr) *costs = placement;
  keep_home(network, mapping);
  grant_first_credits(network, mapping);
  check_mapping(network, mapping);
  return mapping;
}

}  // namespace spikeloom
