// SPDX-License-Identifier: Apache-2.0
#include "mapping/connections.hpp"

#include "mapping/row_geometry.hpp"

namespace spikeloom {
namespace {

/// A dense convolution mixes all channels; every other input reaches only the channels of the same number.
bool takes_all_channels(const Layer& layer, Role role) { return layer.op == Operator::Conv && role == Role::Main; }

Range wanted_channels(const Layer& layer, Role role, Range produced, Range computed) {
  return takes_all_channels(layer, role) ? produced : intersect(produced, computed);
}

void add_source(std::vector<Source>& sources, const Source& source) {
  if (!source.rows.empty() && !source.channels.empty()) sources.push_back(source);
}

Destination destination_of(const Network& network, const Mapping& mapping, int consumer, const Source& source) {
  const Layer& layer =
      network.layers[static_cast<std::size_t>(mapping.slices[static_cast<std::size_t>(consumer)].layer)];
  const Signal signal = layer.inputs[static_cast<std::size_t>(source.port)].signal;
  return {consumer, source.port, signal, source.rows, source.channels, 0, source.columns};
}

void clear(Mapping& mapping) {
  mapping.image_table.clear();
  for (Slice& slice : mapping.slices) {
    slice.destinations.clear();
    slice.sources.clear();
  }
}

void connect_consumer(const Network& network, Mapping& mapping, int index) {
  Slice& consumer = mapping.slices[static_cast<std::size_t>(index)];
  consumer.sources = needed_sources(network, mapping.slices, consumer);
  for (const Source& source : consumer.sources) {
    auto& table = source.slice == kHostSlice ? mapping.image_table
                                             : mapping.slices[static_cast<std::size_t>(source.slice)].destinations;
    table.push_back(destination_of(network, mapping, index, source));
  }
}

void connect_head(const Network& network, Mapping& mapping) {
  const int head = static_cast<int>(network.layers.size()) - 1;
  for (Slice& slice : mapping.slices)
    if (slice.layer == head)
      slice.destinations.push_back({kHostSlice, 0, Signal::Values, {0, 1}, slice.channels, kHostAccepts, {0, 1}});
}

}  // namespace

const MapShape& producer_shape(const Network& network, const Layer& layer, int port) {
  const int source = layer.inputs[static_cast<std::size_t>(port)].source;
  return source == kImageSource ? network.input.shape : network.layers[static_cast<std::size_t>(source)].out;
}

std::vector<Source> needed_sources(const Network& network, const std::vector<Slice>& slices, const Slice& consumer) {
  const Layer& layer = network.layers[static_cast<std::size_t>(consumer.layer)];
  std::vector<Source> sources;
  for (int port = 0; port < static_cast<int>(layer.inputs.size()); ++port) {
    const LayerInput& input = layer.inputs[static_cast<std::size_t>(port)];
    const MapShape& shape = producer_shape(network, layer, port);
    const Range rows = intersect(needed_rows(layer, port, consumer.rows, shape.height), {0, shape.height});
    const Range columns = needed_columns(layer, port, consumer.columns, shape.width);
    if (input.source == kImageSource) {
      add_source(sources, {kHostSlice, port, rows,
                           wanted_channels(layer, input.role, {0, shape.channels}, consumer.channels), columns});
      continue;
    }
    for (std::size_t p = 0; p < slices.size(); ++p) {
      const Slice& producer = slices[p];
      if (producer.layer != input.source) continue;
      add_source(sources, {static_cast<int>(p), port, intersect(rows, producer.rows),
                           wanted_channels(layer, input.role, producer.channels, consumer.channels),
                           intersect(columns, producer.columns)});
    }
  }
  return sources;
}

void connect_slices(const Network& network, Mapping& mapping) {
  clear(mapping);
  for (int i = 0; i < static_cast<int>(mapping.slices.size()); ++i) connect_consumer(network, mapping, i);
  connect_head(network, mapping);
}

int first_credit(const Network& network, const Mapping& mapping, const Destination& destination) {
  if (destination.slice == kHostSlice) return kHostAccepts;
  const Slice& consumer = mapping.slices[static_cast<std::size_t>(destination.slice)];
  const Layer& layer = network.layers[static_cast<std::size_t>(consumer.layer)];
  return admitted_rows(layer, consumer, destination.port, destination.rows, consumer.window_rows);
}

void grant_first_credits(const Network& network, Mapping& mapping) {
  for (Destination& d : mapping.image_table) d.initial_rows = first_credit(network, mapping, d);
  for (Slice& slice : mapping.slices)
    for (Destination& d : slice.destinations) d.initial_rows = first_credit(network, mapping, d);
}

}  // namespace spikeloom
