// SPDX-License-Identifier: Apache-2.0
#include "mapping/plan/connections.hpp"

#include "mapping/plan/row_geometry.hpp"

namespace spikeloom {
namespace {

/// A dense convolution mixes the channels it takes; every other input reaches only the channels of the same number.
Range wanted_channels(const Layer& layer, int port, const Slice& consumer) {
  const bool mixes = layer.mixes_channels() && !is_positional(layer, port);
  return mixes ? consumer.inputs : consumer.channels;
}

/// What a consumer wants through one port, and the sources that give it.
class PortSources {
 public:
  PortSources(const Network& network, const Slice& consumer, int port, std::vector<Source>& sources)
      : port_(port), sources_(sources) {
    const Layer& layer = network.layers[static_cast<std::size_t>(consumer.layer)];
    const MapShape& shape = producer_shape(network, layer, port);
    rows_ = intersect(needed_rows(layer, port, consumer.rows, shape.height), {0, shape.height});
    columns_ = needed_columns(layer, port, consumer.columns, shape.width);
    channels_ = intersect(wanted_channels(layer, port, consumer), {0, shape.channels});
  }

  void add_image() { add({kHostSlice, port_, rows_, channels_, columns_}); }
  void add_slice(int number, const Slice& producer) {
    add({number, port_, intersect(rows_, producer.rows), intersect(channels_, producer.channels),
         intersect(columns_, producer.columns)});
  }

 private:
  void add(const Source& source) {
    if (!source.rows.empty() && !source.channels.empty() && !source.columns.empty()) sources_.push_back(source);
  }

  int port_;
  std::vector<Source>& sources_;
  Range rows_, channels_, columns_;
};

Destination destination_of(const Network& network, const Mapping& mapping, int consumer, const Source& source) {
  const Layer& layer =
      network.layers[static_cast<std::size_t>(mapping.slices[static_cast<std::size_t>(consumer)].layer)];
  const Signal signal = port_signal(layer, source.port);
  return {consumer, source.port, signal, source.rows, source.channels, 0, source.columns};
}

void clear(Mapping& mapping) {
  mapping.image_table.clear();
  for (Slice& slice : mapping.slices) {
    slice.destinations.clear();
    slice.sources.clear();
  }
}

void connect_consumer(const Network& network, Mapping& mapping, const SliceIndex& index, int number) {
  Slice& consumer = mapping.slices[static_cast<std::size_t>(number)];
  if (mapping.is_load(consumer)) return;
  consumer.sources = needed_sources(network, mapping.slices, index, number);
  for (const Source& source : consumer.sources) {
    auto& table = source.slice == kHostSlice ? mapping.image_table
                                             : mapping.slices[static_cast<std::size_t>(source.slice)].destinations;
    table.push_back(destination_of(network, mapping, number, source));
  }
}

void connect_head(const Network& network, Mapping& mapping) {
  const int head = static_cast<int>(network.layers.size()) - 1;
  for (Slice& slice : mapping.slices)
    if (slice.layer == head && !slice.is_partial())
      slice.destinations.push_back({kHostSlice, 0, Signal::Values, {0, 1}, slice.channels, kUnlimitedCredit, {0, 1}});
}

void connect_store(Mapping& mapping, int index) {
  const StoredPart& part = mapping.stores[static_cast<std::size_t>(index)];
  for (Slice& slice : mapping.slices) {
    const Range channels = intersect(slice.channels, part.channels);
    if (slice.layer != part.layer || channels.empty() || slice.is_partial()) continue;
    for (const Signal signal : {Signal::Spikes, Signal::Values})
      if (signal == Signal::Spikes ? part.spikes : part.values)
        slice.destinations.push_back(
            {store_slice(index), 0, signal, slice.rows, channels, kUnlimitedCredit, slice.columns});
  }
}

}  // namespace

SliceIndex::SliceIndex(const Network& network, const std::vector<Slice>& slices)
    : of_layer_(network.layers.size()), partials_of_(slices.size()) {
  for (std::size_t i = 0; i < slices.size(); ++i) {
    const Slice& slice = slices[i];
    auto& list = slice.is_partial() ? partials_of_[static_cast<std::size_t>(slice.root)]
                                    : of_layer_[static_cast<std::size_t>(slice.layer)];
    list.push_back(static_cast<int>(i));
  }
}

const MapShape& producer_shape(const Network& network, const Layer& layer, int port) {
  if (port == partial_port(layer)) return layer.out;
  const int source = layer.inputs[static_cast<std::size_t>(port)].source;
  return source == kImageSource ? network.input.shape : network.layers[static_cast<std::size_t>(source)].out;
}

std::vector<Source> needed_sources(const Network& network, const std::vector<Slice>& slices, const SliceIndex& index,
                                   int number) {
  const Slice& consumer = slices[static_cast<std::size_t>(number)];
  const Layer& layer = network.layers[static_cast<std::size_t>(consumer.layer)];
  std::vector<Source> sources;
  const auto add_all = [&](int port, const std::vector<int>& producers) {
    PortSources of_port(network, consumer, port, sources);
    for (const int producer : producers) of_port.add_slice(producer, slices[static_cast<std::size_t>(producer)]);
  };
  for (int port = 0; port < partial_port(layer); ++port) {
    if (consumer.is_partial() && is_positional(layer, port)) continue;
    const int source = layer.inputs[static_cast<std::size_t>(port)].source;
    if (source == kImageSource)
      PortSources(network, consumer, port, sources).add_image();
    else
      add_all(port, index.of_layer(source));
  }
  if (!consumer.is_partial()) add_all(partial_port(layer), index.partials_of(number));
  return sources;
}

void connect_slices(const Network& network, Mapping& mapping) {
  clear(mapping);
  const SliceIndex index(network, mapping.slices);
  for (int i = 0; i < static_cast<int>(mapping.slices.size()); ++i) connect_consumer(network, mapping, index, i);
  connect_head(network, mapping);
  for (int store = 0; store < static_cast<int>(mapping.stores.size()); ++store) connect_store(mapping, store);
}

int first_credit(const Network& network, const Mapping& mapping, const Destination& destination) {
  if (is_edge_consumer(destination.slice)) return kUnlimitedCredit;
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
