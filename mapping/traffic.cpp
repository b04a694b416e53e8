// SPDX-License-Identifier: Apache-2.0
#include "mapping/traffic.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <utility>

#include "mapping/work.hpp"

namespace spikeloom {
namespace {

/// Chance that a word of `channels` bits is not all zeros; only such words are sent.
double word_is_sent(double rate, int channels) {
  double silent = 1;
  for (int i = 0; i < channels; ++i) silent *= 1 - rate;
  return 1 - silent;
}

double spike_words(Range channels, int block, double rate) {
  double words = 0;
  for (int begin = channels.begin; begin < channels.end; begin += block)
    words += word_is_sent(rate, std::min(block, channels.end - begin));
  return words;
}

double words_per_position(const Mapping& mapping, const Slice* slice, const Destination& d, double rate) {
  if (d.signal == Signal::Spikes) return spike_words(d.channels, mapping.target.spike_word_channels, rate);
  const int per_word = std::max(1, slice ? slice->values_per_word : mapping.image_values_per_word);
  return (d.channels.size() + per_word - 1) / per_word;
}

std::pair<int, int> ordered(int a, int b) { return {std::min(a, b), std::max(a, b)}; }

}  // namespace

std::int64_t expected_flits(const Network& network, const Mapping& mapping, const std::vector<double>& firing_rates,
                            const Slice* slice, const Destination& destination) {
  const Layer* layer = slice ? &network.layers[static_cast<std::size_t>(slice->layer)] : nullptr;
  const int width = layer ? layer->out.width : network.input.shape.width;
  const int steps = !layer || layer->accumulates_over_time ? 1 : network.time_steps;
  const double rate = firing_rate(firing_rates, slice ? slice->layer : kImageSource);
  const double row = width * words_per_position(mapping, slice, destination, rate) + 1;  // 1: the row-end token
  return static_cast<std::int64_t>(row * steps * destination.rows.size());
}

std::vector<Flow> core_flows(const Network& network, const Mapping& mapping, const std::vector<double>& firing_rates) {
  const int host = mapping.target.tiles();
  std::map<std::pair<int, int>, std::int64_t> sums;
  auto add = [&](const Slice* slice, const Destination& d) {
    const int from = slice ? slice->core : host;
    const int to = d.slice == kHostSlice ? host : mapping.slices[static_cast<std::size_t>(d.slice)].core;
    if (from != to) sums[ordered(from, to)] += expected_flits(network, mapping, firing_rates, slice, d);
  };
  for (const Destination& d : mapping.image_table) add(nullptr, d);
  for (const Slice& slice : mapping.slices)
    for (const Destination& d : slice.destinations) add(&slice, d);
  std::vector<Flow> flows;
  for (const auto& [pair, flits] : sums) flows.push_back({pair.first, pair.second, flits});
  return flows;
}

int hops(const Mapping& mapping, int from, int to) {
  const Target& t = mapping.target;
  const int extra = (from == t.tiles() ? 1 : 0) + (to == t.tiles() ? 1 : 0);
  if (from == t.tiles()) from = mapping.host_tile;
  if (to == t.tiles()) to = mapping.host_tile;
  return std::abs(from % t.columns - to % t.columns) + std::abs(from / t.columns - to / t.columns) + extra;
}

std::int64_t traffic_hops(const Network& network, const Mapping& mapping, const std::vector<double>& firing_rates) {
  std::int64_t sum = 0;
  for (const Flow& flow : core_flows(network, mapping, firing_rates)) sum += flow.flits * hops(mapping, flow.a, flow.b);
  return sum;
}

}  // namespace spikeloom
