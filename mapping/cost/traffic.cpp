// SPDX-License-Identifier: Apache-2.0
#include "mapping/cost/traffic.hpp"

#include <algorithm>
#include <map>

#include "mapping/cost/hop_count.hpp"
#include "mapping/plan/dispatch.hpp"

namespace spikeloom {
namespace {

constexpr int kSendersAtATime = 256;  ///< so that their multicast groups can be numbered

/// Adds up the flits of one sender's deliveries by who takes them.
class SenderFlows {
 public:
  SenderFlows(const Mapping& mapping, const WorkModel& work, int sender)
      : work_(work),
        layer_(sender == kHostSlice ? kImageSource : mapping.slices[static_cast<std::size_t>(sender)].layer),
        slices_(static_cast<int>(mapping.slices.size())) {}

  void add(const RowDeliveries& row) {
    for (const ColumnDeliveries& part : row.columns)
      for (const Delivery& word : part.words)
        add(word, work_.word_flits(layer_, word.signal, {0, 0, row.rows, word.channels, part.columns}));
    for (const Delivery& token : row.row_ends) add(token, work_.row_end_flits(layer_, row.rows.size()));
  }

  void append_to(std::vector<Flow>& flows, int sender) const {
    for (const auto& [to, flits] : sums_) flows.push_back({sender, to, flits});
  }

 private:
  void add(const Delivery& delivery, std::int64_t flits) {
    std::vector<int> to = delivery.tiles;
    for (int& slice : to) slice = slice >= slices_ ? kHostSlice - (slice - slices_) : slice;
    sums_[to] += flits;
  }

  const WorkModel& work_;
  int layer_;
  int slices_;
  std::map<std::vector<int>, std::int64_t> sums_;
};

/// As if each slice had a tile of its own: what Dispatch then says of tiles, it says of slices. The host and the stores
/// have the ports of the first tiles.
Mapping spread_out(const Mapping& mapping) {
  Mapping spread = mapping;
  spread.target.columns = static_cast<int>(mapping.slices.size());
  spread.target.rows = 1;
  spread.image_table.clear();
  spread.host_tile = 0;
  for (std::size_t i = 0; i < spread.stores.size(); ++i) spread.stores[i].tile = static_cast<int>(i) + 1;
  for (std::size_t i = 0; i < spread.slices.size(); ++i) {
    spread.slices[i].core = static_cast<int>(i);
    spread.slices[i].destinations.clear();
  }
  return spread;
}

}  // namespace

std::vector<Flow> slice_flows(const Mapping& mapping, const WorkModel& work) {
  std::vector<Flow> flows;
  Mapping spread = spread_out(mapping);
  const int count = static_cast<int>(mapping.slices.size());
  for (int first = kHostSlice; first < count; first += kSendersAtATime) {
    const int end = std::min(first + kSendersAtATime, count);
    const auto table = [&](Mapping& m, int i) -> std::vector<Destination>& {
      return i == kHostSlice ? m.image_table : m.slices[static_cast<std::size_t>(i)].destinations;
    };
    for (int i = first; i < end; ++i)
      table(spread, i) =
          i == kHostSlice ? mapping.image_table : mapping.slices[static_cast<std::size_t>(i)].destinations;
    const Dispatch dispatch(spread);
    for (int i = first; i < end; ++i) {
      SenderFlows sums(mapping, work, i);
      for (const RowDeliveries& row : dispatch.of(i)) sums.add(row);
      sums.append_to(flows, i);
      table(spread, i).clear();
    }
  }
  return flows;
}

std::int64_t traffic_hops(const Network& network, const Mapping& mapping, const Activity& activity) {
  const WorkModel work(network, mapping.target, activity, mapping.time);
  LinkCounter links(mapping.target);
  std::int64_t sum = 0;
  for (Flow& flow : slice_flows(mapping, work)) {
    for (int& slice : flow.to) slice = mapping.place_of(slice);
    sum += flow.flits * links.tree(mapping.place_of(flow.from), flow.to);
  }
  return sum;
}

}  // namespace spikeloom
