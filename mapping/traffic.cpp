// SPDX-License-Identifier: Apache-2.0
#include "mapping/traffic.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <utility>

#include "mapping/dispatch.hpp"
#include "mapping/work.hpp"

namespace spikeloom {
namespace {

/// Chance that a word of `channels` bits is not all zeros; only such words are sent.
double word_is_sent(double rate, int channels) {
  double silent = 1;
  for (int i = 0; i < channels; ++i) silent *= 1 - rate;
  return 1 - silent;
}

/// Expected flits of one image, for each delivery of a sender.
class FlitModel {
 public:
  FlitModel(const Network& network, const Mapping& mapping, const std::vector<double>& rates, int sender)
      : target_(mapping.target) {
    const bool host = sender == kHostSlice;
    const int index = host ? kImageSource : mapping.slices[static_cast<std::size_t>(sender)].layer;
    const Layer* layer = host ? nullptr : &network.layers[static_cast<std::size_t>(index)];
    steps_ = host || layer->accumulates_over_time ? 1 : network.time_steps;
    rate_ = firing_rate(rates, index);
  }

  std::int64_t of_word(const Delivery& word, Range rows, Range columns) const {
    return static_cast<std::int64_t>(packets(word) * columns.size() * steps_ * rows.size() * word.flits);
  }
  std::int64_t of_row_end(const Delivery& token, Range rows) const {
    return std::int64_t{steps_} * rows.size() * token.flits;
  }

 private:
  double packets(const Delivery& word) const {
    if (word.signal == Signal::Values) return 1;
    const int channels = word.channels.size();
    return target_.spike_encoding == SpikeEncoding::Aer ? rate_ * channels : word_is_sent(rate_, channels);
  }

  const Target& target_;
  int steps_ = 1;
  double rate_ = 0;
};

template <class Use>
void for_each_delivery(const Dispatch& dispatch, const FlitModel& model, int sender, Use use) {
  for (const RowDeliveries& row : dispatch.of(sender)) {
    for (const ColumnDeliveries& part : row.columns)
      for (const Delivery& word : part.words) use(word, model.of_word(word, row.rows, part.columns));
    for (const Delivery& token : row.row_ends) use(token, model.of_row_end(token, row.rows));
  }
}

/// Signed steps along a line; on a ring the shorter way.
int steps(int from, int to, int length, bool ring) {
  const int straight = to - from;
  if (!ring || 2 * std::abs(straight) <= length) return straight;
  return straight > 0 ? straight - length : straight + length;
}

/// Way from one tile to another: along the first dimension of the routing, then, on line `line`, along the second.
struct Way {
  int first = 0, second = 0, line = 0;
};

Way way(const Target& t, int from, int to) {
  const bool ring = t.topology == Topology::Torus;
  const int east = steps(from % t.columns, to % t.columns, t.columns, ring);
  const int south = steps(from / t.columns, to / t.columns, t.rows, ring);
  return t.routing == Routing::YX ? Way{south, east, to / t.columns} : Way{east, south, to % t.columns};
}

bool same_direction(int a, int b) { return (a < 0) == (b < 0); }

}  // namespace

std::int64_t expected_flits(const Network& network, const Mapping& mapping, const std::vector<double>& firing_rates,
                            int sender) {
  const FlitModel model(network, mapping, firing_rates, sender);
  std::int64_t sum = 0;
  for_each_delivery(Dispatch(mapping), model, sender, [&](const Delivery&, std::int64_t flits) { sum += flits; });
  return sum;
}

std::vector<Flow> core_flows(const Network& network, const Mapping& mapping, const std::vector<double>& firing_rates) {
  const Dispatch dispatch(mapping);
  std::map<std::pair<int, std::vector<int>>, std::int64_t> sums;
  for (int sender = kHostSlice; sender < static_cast<int>(mapping.slices.size()); ++sender) {
    const int from =
        sender == kHostSlice ? mapping.target.tiles() : mapping.slices[static_cast<std::size_t>(sender)].core;
    const FlitModel model(network, mapping, firing_rates, sender);
    for_each_delivery(dispatch, model, sender, [&](const Delivery& delivery, std::int64_t flits) {
      std::vector<int> to = delivery.tiles;
      to.erase(std::remove(to.begin(), to.end(), from), to.end());
      if (!to.empty()) sums[{from, std::move(to)}] += flits;
    });
  }
  std::vector<Flow> flows;
  for (const auto& [ends, flits] : sums) flows.push_back({ends.first, ends.second, flits});
  return flows;
}

int hops(const Mapping& mapping, int from, int to) {
  const int host = mapping.target.tiles();
  const auto stands_on = [&](int tile) { return tile == host ? mapping.host_tile : tile; };
  const Way w = way(mapping.target, stands_on(from), stands_on(to));
  return std::abs(w.first) + std::abs(w.second) + (from == host ? 1 : 0) + (to == host ? 1 : 0);
}

int tree_links(const Mapping& mapping, int from, const std::vector<int>& to) {
  if (to.size() == 1) return hops(mapping, from, to.front());
  const bool host = from == mapping.target.tiles();
  std::vector<Way> ways;
  ways.reserve(to.size());
  for (const int tile : to) ways.push_back(way(mapping.target, host ? mapping.host_tile : from, tile));
  int forth = 0, back = 0, branches = 0;
  for (auto w = ways.begin(); w != ways.end(); ++w) {
    forth = std::max(forth, w->first);
    back = std::max(back, -w->first);
    int covered = 0;  // by branches before this one
    for (auto other = ways.begin(); other != w; ++other)
      if (other->line == w->line && same_direction(other->second, w->second))
        covered = std::max(covered, std::abs(other->second));
    branches += std::max(0, std::abs(w->second) - covered);
  }
  return (host ? 1 : 0) + forth + back + branches;
}

std::int64_t traffic_hops(const Network& network, const Mapping& mapping, const std::vector<double>& firing_rates) {
  std::int64_t sum = 0;
  for (const Flow& flow : core_flows(network, mapping, firing_rates))
    sum += flow.flits * tree_links(mapping, flow.from, flow.to);
  return sum;
}

}  // namespace spikeloom
