// SPDX-License-Identifier: Apache-2.0
#include "mapping/cost/flow_costs.hpp"

namespace spikeloom {

FlowCosts::FlowCosts(const Mapping& mapping, const std::vector<Flow>& flows, const std::vector<int>& tiles)
    : mapping_(mapping),
      flows_(flows),
      tiles_(tiles),
      links_(mapping.target),
      flows_of_(mapping.slices.size()),
      seen_(flows.size(), 0) {
  for (std::size_t i = 0; i < flows.size(); ++i) {
    const Flow& flow = flows[i];
    if (flow.from != kHostSlice) flows_of_[static_cast<std::size_t>(flow.from)].push_back(static_cast<int>(i));
    for (const int to : flow.to)
      if (!is_edge_consumer(to)) flows_of_[static_cast<std::size_t>(to)].push_back(static_cast<int>(i));
    costs_.push_back(cost(flow));
    total_ += costs_.back();
  }
}

std::int64_t FlowCosts::cost(const Flow& flow) {
  counted_ends_ += static_cast<std::int64_t>(flow.to.size());
  ends_.clear();
  for (const int to : flow.to) ends_.push_back(place_of(to));
  return flow.flits * links_.tree(place_of(flow.from), ends_);
}

std::int64_t FlowCosts::change(const std::vector<int>& slices) {
  ++question_;
  asked_.clear();
  std::int64_t change = 0;
  for (const int slice : slices)
    for (const int flow : flows_of_[static_cast<std::size_t>(slice)]) {
      const auto index = static_cast<std::size_t>(flow);
      if (std::exchange(seen_[index], question_) == question_) continue;
      asked_.emplace_back(flow, cost(flows_[index]));
      change += asked_.back().second - costs_[index];
    }
  return change;
}

void FlowCosts::accept() {
  for (const auto& [flow, cost] : asked_) {
    total_ += cost - costs_[static_cast<std::size_t>(flow)];
    costs_[static_cast<std::size_t>(flow)] = cost;
  }
}

int FlowCosts::tile_of_partner(int slice, std::uint64_t number) const {
  const std::vector<int>& flows = flows_of_[static_cast<std::size_t>(slice)];
  if (flows.empty()) return mapping_.host_tile;
  const Flow& flow = flows_[static_cast<std::size_t>(flows[number % flows.size()])];
  const int partner = flow.from == slice ? flow.to[number / flows.size() % flow.to.size()] : flow.from;
  return place_of(partner) % mapping_.target.tiles();
}

}  // namespace spikeloom
