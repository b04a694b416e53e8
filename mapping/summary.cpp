// SPDX-License-Identifier: Apache-2.0
#include "mapping/summary.hpp"

#include <algorithm>

#include "mapping/memory.hpp"
#include "mapping/traffic.hpp"
#include "mapping/work.hpp"

namespace spikeloom {

double MappingSummary::busiest_core_cycles() const {
  double most = 0;
  for (const CoreUse& core : cores) most = std::max(most, core.work_cycles);
  return most;
}

double MappingSummary::mean_core_cycles() const {
  double sum = 0;
  for (const CoreUse& core : cores) sum += core.work_cycles;
  return cores.empty() ? 0 : sum / static_cast<double>(cores.size());
}

MappingSummary summarize(const Network& network, const Mapping& mapping, const Activity& activity) {
  MappingSummary summary;
  for (const CoreMemory& memory : core_memories(mapping))
    summary.cores.push_back({memory.slices, memory.weights, memory.accumulators(mapping.target.row_buffers), 0});
  const WorkModel work(network, mapping.target, activity);
  summary.slices = static_cast<int>(mapping.slices.size());
  for (const Slice& slice : mapping.slices) {
    summary.cores[static_cast<std::size_t>(slice.core)].work_cycles += work.cycles(slice);
    summary.partial_slices += slice.is_partial() ? 1 : 0;
    for (const Destination& d : slice.destinations) summary.home_destinations += d.home ? 1 : 0;
  }
  summary.traffic_hops = traffic_hops(network, mapping, activity);
  return summary;
}

}  // namespace spikeloom
