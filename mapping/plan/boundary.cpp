// SPDX-License-Identifier: Apache-2.0
#include "mapping/plan/boundary.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace spikeloom {
namespace {

/// What the layers of `readers` take of a layer's map.
StoredPart read_by(const Network& network, int layer, Range readers) {
  StoredPart whole{layer, {0, network.layers[static_cast<std::size_t>(layer)].out.channels}};
  for (int reader = readers.begin; reader < readers.end; ++reader)
    for (const LayerInput& input : network.layers[static_cast<std::size_t>(reader)].inputs)
      if (input.source == layer) (input.signal == Signal::Spikes ? whole.spikes : whole.values) = true;
  return whole;
}

/// Blocks of channels that one part of a layer's map may have: a header numbers the value words of a column.
int largest_part(const Layer& layer, const Target& target) {
  if (!layer.emits_values) return layer.out.channels;
  return std::max(1, kMaxChannelGroups * target.values_per_word(layer.bounds.value_bits) / target.spike_word_channels);
}

/// Parts are whole blocks of spike words, as even as possible, and at least one for each port if there are so many
/// blocks; maps of fewer begin at different ports.
void add_parts(const Layer& layer, const Target& target, const StoredPart& whole, std::vector<StoredPart>& parts) {
  if (target.dram_ports.empty()) throw InputError("a network in passes needs DRAM: dram.ports names no tile");
  const int ports = static_cast<int>(target.dram_ports.size());
  const int block = target.spike_word_channels;
  const int blocks = (whole.channels.end + block - 1) / block, largest = largest_part(layer, target);
  const int shares = std::max(std::min(ports, blocks), (blocks + largest - 1) / largest);
  for (int i = 0; i < shares; ++i) {
    StoredPart part = whole;
    part.channels = {blocks * i / shares * block, std::min(blocks * (i + 1) / shares * block, whole.channels.end)};
    part.tile = target.dram_ports[static_cast<std::size_t>((whole.layer + i) % ports)];
    parts.push_back(part);
  }
}

std::vector<StoredPart> parts_read_by(const Network& network, const Target& target, Range layers, Range readers) {
  std::vector<StoredPart> parts;
  for (int layer = layers.begin; layer < layers.end; ++layer) {
    const StoredPart whole = read_by(network, layer, readers);
    if (whole.spikes || whole.values) add_parts(network.layers[static_cast<std::size_t>(layer)], target, whole, parts);
  }
  return parts;
}

}  // namespace

std::vector<StoredPart> loaded_parts(const Network& network, const Target& target, Range layers) {
  return parts_read_by(network, target, {0, layers.begin}, layers);
}

std::vector<StoredPart> stored_parts(const Network& network, const Target& target, Range layers) {
  return parts_read_by(network, target, layers, {layers.end, static_cast<int>(network.layers.size())});
}

Slice load_slice(const Network& network, const Target& target, const StoredPart& part) {
  const Layer& layer = network.layers[static_cast<std::size_t>(part.layer)];
  Slice slice;
  slice.layer = part.layer;
  slice.channels = part.channels;
  slice.rows = {0, layer.out.height};
  slice.columns = {0, layer.out.width};
  slice.inputs = {0, layer.in.channels};
  slice.core = target.tiles() + part.tile;
  if (layer.emits_values) {
    slice.values_per_word = target.values_per_word(layer.bounds.value_bits);
    slice.value_word_flits = target.value_word_flits(layer.bounds.value_bits);
  }
  return slice;
}

void add_boundary(const Network& network, Mapping& mapping) {
  const Range layers = mapping.layers_of(network);
  mapping.stores = stored_parts(network, mapping.target, layers);
  std::vector<Slice> loads;
  for (const StoredPart& part : loaded_parts(network, mapping.target, layers))
    loads.push_back(load_slice(network, mapping.target, part));
  for (Slice& slice : mapping.slices)
    if (slice.is_partial()) slice.root += static_cast<int>(loads.size());
  mapping.slices.insert(mapping.slices.begin(), loads.begin(), loads.end());
}

std::int64_t stored_row_bits(const Network& network, const StoredPart& part) {
  const Layer& layer = network.layers[static_cast<std::size_t>(part.layer)];
  const int bits = (part.spikes ? 1 : 0) + (part.values ? layer.bounds.value_bits : 0);
  return std::int64_t{layer.out.width} * part.channels.size() * bits;
}

}  // namespace spikeloom
