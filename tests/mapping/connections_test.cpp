// SPDX-License-Identifier: Apache-2.0
// Connections against the definition: every output neuron's inputs, row by row and channel by channel.
#include "mapping/plan/connections.hpp"

#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <tuple>

#include "mapping/cost/traffic.hpp"
#include "tests/mapping/cases.hpp"
#include "tests/mapping/cuts.hpp"
#include "tests/support/random_network.hpp"

using spikeloom::cut_mapping;
using spikeloom::Destination;
using spikeloom::kHostSlice;
using spikeloom::Layer;
using spikeloom::Mapping;
using spikeloom::mapping_of;
using spikeloom::MapShape;
using spikeloom::Network;
using spikeloom::Operator;
using spikeloom::producer_shape;
using spikeloom::Random;
using spikeloom::random_cuts;
using spikeloom::Role;
using spikeloom::roomy_target;
using spikeloom::Signal;
using spikeloom::Slice;
using spikeloom::Source;

namespace {

struct Neuron {
  int row, column, channel;
  bool operator<(const Neuron& o) const {
    return std::tie(row, column, channel) < std::tie(o.row, o.column, o.channel);
  }
};

const Layer& layer_of(const Network& network, const Slice& slice) {
  return network.layers[static_cast<std::size_t>(slice.layer)];
}

/// Port of the partial sums: what other slices of the same place send, whoever they are.
bool is_partial_port(const Layer& layer, int port) { return port == static_cast<int>(layer.inputs.size()); }

bool is_residual(const Layer& layer, int port) {
  return layer.inputs[static_cast<std::size_t>(port)].role == Role::Residual;
}

/// Lines (rows or columns) of the input that an output line reads.
std::set<int> lines_read(const Layer& layer, int port, int line, int taps, int lines) {
  if (is_residual(layer, port)) return {line};
  std::set<int> read;
  const bool all = layer.op == Operator::Attention || layer.op == Operator::SpatialSum;
  for (int in = 0; in < lines; ++in) {
    const int tap = in - line * layer.kernel.stride + layer.kernel.padding;
    if (all || (tap >= 0 && tap < taps)) read.insert(in);
  }
  return read;
}

std::set<int> channels_read(const Layer& layer, const Slice& slice, int port, int channels) {
  const bool mixes = layer.op == Operator::Conv && !is_residual(layer, port);
  std::set<int> read;
  for (int c = 0; c < channels; ++c)
    if (mixes ? slice.inputs.contains(c) : slice.channels.contains(c)) read.insert(c);
  return read;
}

std::set<Neuron> neurons_read(const Network& network, const Slice& slice, int port) {
  const Layer& layer = layer_of(network, slice);
  if (slice.is_partial() && is_residual(layer, port)) return {};
  const MapShape& input = producer_shape(network, layer, port);
  std::set<int> rows, columns;
  for (int y = slice.rows.begin; y < slice.rows.end; ++y)
    rows.merge(lines_read(layer, port, y, layer.kernel.height, input.height));
  for (int x = slice.columns.begin; x < slice.columns.end; ++x)
    columns.merge(lines_read(layer, port, x, layer.kernel.width, input.width));
  std::set<Neuron> read;
  for (const int row : rows)
    for (const int column : columns)
      for (const int c : channels_read(layer, slice, port, input.channels)) read.insert({row, column, c});
  return read;
}

/// What comes through the port, and how often.
std::map<Neuron, int> neurons_received(const Slice& slice, int port) {
  std::map<Neuron, int> received;
  for (const Source& source : slice.sources)
    for (int row = source.rows.begin; source.port == port && row < source.rows.end; ++row)
      for (int x = source.columns.begin; x < source.columns.end; ++x)
        for (int c = source.channels.begin; c < source.channels.end; ++c) ++received[{row, x, c}];
  return received;
}

Mapping random_mapping(const Network& network, std::uint64_t seed) {
  Random random(seed);
  if (seed % 2 == 1) return cut_mapping(network, roomy_target(9, 9), random_cuts(network, random), 1);
  return mapping_of(network, roomy_target(4, 4), random_partition(network, random), 1);
}

std::vector<Destination> destinations_towards(const Mapping& mapping, const Source& source, int consumer) {
  const auto& table = source.slice == kHostSlice ? mapping.image_table
                                                 : mapping.slices[static_cast<std::size_t>(source.slice)].destinations;
  std::vector<Destination> found;
  for (const Destination& d : table)
    if (d.slice == consumer && d.port == source.port) found.push_back(d);
  return found;
}

}  // namespace

TEST_CASE("a slice receives exactly what its neurons read, once", "[connections]") {
  const auto seed = static_cast<std::uint64_t>(GENERATE(range(0, 8)));
  const Network network = spikeloom::random_network(seed);
  for (const Slice& slice : random_mapping(network, seed).slices)
    for (int port = 0; port < static_cast<int>(layer_of(network, slice).inputs.size()); ++port) {
      const auto read = neurons_read(network, slice, port);
      const auto received = neurons_received(slice, port);
      for (const Neuron& neuron : read) REQUIRE(received.count(neuron) == 1);
      // With a stride, lines between the ones that are read come along.
      for (const auto& [neuron, times] : received) {
        REQUIRE(times == 1);
        REQUIRE(read.count({read.begin()->row, read.begin()->column, neuron.channel}) == 1);
        REQUIRE(neuron.row >= read.begin()->row);
        REQUIRE(neuron.row <= read.rbegin()->row);
        REQUIRE(neuron.column >= read.begin()->column);
        REQUIRE(neuron.column <= read.rbegin()->column);
      }
    }
}

TEST_CASE("does a root receive the whole of each partial slice, and only from these?", "[connections]") {
  const auto seed = static_cast<std::uint64_t>(GENERATE(1, 3, 5, 7));
  const Network network = spikeloom::random_network(seed);
  const Mapping mapping = random_mapping(network, seed);
  std::map<int, int> sent_to;
  for (const Slice& slice : mapping.slices) {
    if (!slice.is_partial()) continue;
    ++sent_to[slice.root];
    REQUIRE(slice.destinations.size() == 1);
    const Destination& d = slice.destinations.front();
    CHECK(d.slice == slice.root);
    CHECK(is_partial_port(layer_of(network, slice), d.port));
    CHECK(d.signal == Signal::Values);
    CHECK((d.rows == slice.rows && d.columns == slice.columns && d.channels == slice.channels));
  }
  for (int i = 0; i < static_cast<int>(mapping.slices.size()); ++i) {
    const Slice& slice = mapping.slices[static_cast<std::size_t>(i)];
    int partials = 0;
    for (const Source& source : slice.sources) partials += is_partial_port(layer_of(network, slice), source.port);
    CHECK(partials == sent_to[i]);
  }
}

TEST_CASE("every source is a destination of its producer, and nothing else is", "[connections]") {
  const Network network = spikeloom::random_network(7);
  const Mapping mapping = random_mapping(network, 7);
  std::size_t sources = 0, destinations = mapping.image_table.size();
  for (int i = 0; i < static_cast<int>(mapping.slices.size()); ++i) {
    const Slice& slice = mapping.slices[static_cast<std::size_t>(i)];
    for (const Destination& d : slice.destinations) destinations += d.slice == kHostSlice ? 0 : 1;
    sources += slice.sources.size();
    for (const Source& source : slice.sources) {
      const auto found = destinations_towards(mapping, source, i);
      REQUIRE(found.size() == 1);
      REQUIRE(found.front().rows == source.rows);
      REQUIRE(found.front().channels == source.channels);
      REQUIRE(found.front().columns == source.columns);
      const Layer& layer = layer_of(network, slice);
      if (is_partial_port(layer, source.port)) continue;
      REQUIRE(found.front().signal == layer.inputs[static_cast<std::size_t>(source.port)].signal);
    }
  }
  CHECK(sources == destinations);
}

TEST_CASE("the logits go to the host", "[connections]") {
  const Network network = spikeloom::random_network(8);
  int logits = 0;
  for (const Slice& slice : random_mapping(network, 8).slices)
    for (const Destination& d : slice.destinations)
      if (d.slice == kHostSlice) {
        CHECK(d.signal == Signal::Values);
        CHECK(d.rows.size() == 1);
        logits += d.channels.size();
      }
  CHECK(logits == network.classes());
}

TEST_CASE("expected flits are words that are not all zeros, and row-end tokens", "[connections]") {
  spikeloom::HandMadeNetwork hand_made({1, 8, 6}, 2);
  const int stem = hand_made.conv("stem", spikeloom::kImageSource, {3, 3, 1, 1}, 65);
  hand_made.joint("joint", stem, stem, {1, 1, 1, 0});
  const Network network = hand_made.finish();
  spikeloom::Target target = roomy_target(2, 2);
  const auto flits = [&](int sender) {
    const Mapping mapping = mapping_of(network, target, spikeloom::Partition(4), 0);
    std::int64_t sum = 0;
    for (const auto& flow : slice_flows(mapping, spikeloom::WorkModel(network, target, std::vector<double>(4, 0.5))))
      sum += flow.from == sender ? flow.flits : 0;
    return sum;
  };
  target.multicast = spikeloom::Multicast::Unicast;
  CHECK(flits(kHostSlice) == 8 * (6 + 1));
  const int spikes = 2 * 8 * 9;       // 65 channels: a word of 64, half a word of one
  const int values = 2 * 8 * 6 * 11;  // 6 values a word
  CHECK(flits(0) == spikes + values + 2 * 2 * 8);
  CHECK(flits(3) == 2 + 1);  // once, not for each step
  target.multicast = spikeloom::Multicast::Tree;
  CHECK(flits(0) == spikes + values + 2 * 8);  // one end of a row for both ports
  target.flit_bits = 64;                       // header and 64 channels: 2 flits; header and a value of 12 bits: 1
  CHECK(flits(0) == 2 * spikes + 2 * 8 * 6 * 65 + 2 * 8);
  target.spike_encoding = spikeloom::SpikeEncoding::Aer;
  CHECK(flits(0) == 2 * 8 * 6 * 65 / 2 + 2 * 8 * 6 * 65 + 2 * 8);
}
