// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "base/error.hpp"
#include "mapping/check/check_rules.hpp"
#include "mapping/cost/work.hpp"

namespace spikeloom {
namespace {

std::string named(const Layer& layer) { return "layer '" + layer.name + "': "; }

/// "what: n is more than the m ..." unless n <= m.
void require_at_most(const std::string& what, std::int64_t there, std::int64_t limit, const std::string& of) {
  if (there > limit) throw InputError(what + std::to_string(there) + " is more than the " + std::to_string(limit) + of);
}

void require_positive(const std::string& key, std::int64_t value) {
  if (value < 1) throw InputError("chip: " + key + " is " + std::to_string(value) + "; at least 1 is needed");
}

void require_bits(const Layer& layer, const char* what, int needed, int there) {
  if (needed > there)
    throw InputError(named(layer) + what + " of " + std::to_string(needed) + " bits needed, the chip has " +
                     std::to_string(there));
}

void require_value_word(const std::string& who, const Target& target, int value_bits) {
  if (value_bits < 1) throw InputError(who + "the width of its values is not known (bounds are missing)");
  check_packet(who + "a value word", target.value_word_flits(value_bits), target);
}

int groups(int channels, int per_word) { return (channels + per_word - 1) / per_word; }

void check_chip(const Target& target) {
  require_positive("columns", target.columns);
  require_positive("rows", target.rows);
  require_positive("lanes", target.lanes);
  require_positive("neuron_lanes", target.neuron_lanes);
  require_positive("weight_sram_bytes", target.weight_sram_bytes);
  require_positive("accumulator_sram_bytes", target.accumulator_sram_bytes);
  require_positive("row_buffers", target.row_buffers);
  require_positive("spike_word_channels", target.spike_word_channels);
  require_at_most("chip: spike_word_channels: ", target.spike_word_channels, kMaxSpikeWordChannels, " of a word");
  require_at_most("chip: a mesh of ", std::int64_t{target.columns} * target.rows, kMaxTiles, " tiles of a header");
  const std::int64_t ports = 1 + static_cast<std::int64_t>(target.dram_ports.size());
  require_at_most("chip: tiles and ports at the edge: ", target.tiles() + ports, kMaxDestinations, " of a header");
  require_positive("flit_bits", target.flit_bits);
  check_packet("chip: a spike word", target.spike_word_flits(), target);
}

void check_map(const std::string& who, const MapShape& shape) {
  require_at_most(who + "rows: ", shape.height, kMaxRows, " of a header");
  require_at_most(who + "columns: ", shape.width, kMaxColumns, " of a header");
}

void check_layer(const Layer& layer, const Target& target) {
  require_bits(layer, "accumulators", layer.bounds.accumulator_bits, target.accumulator_bits);
  require_bits(layer, "membranes", layer.bounds.membrane_bits, target.accumulator_bits);
  check_map(named(layer), layer.out);
  if (layer.fires)
    require_at_most(named(layer) + "channel groups of spike words: ",
                    groups(layer.out.channels, target.spike_word_channels), kMaxChannelGroups, " of a header");
  if (!layer.emits_values) return;
  require_value_word(named(layer), target, layer.bounds.value_bits);
}

void check_image(const Network& network, const Target& target) {
  check_map("image: ", network.input.shape);
  require_value_word("image: ", target, image_value_bits(network.input));
}

}  // namespace

void check_packet(const std::string& packet, int flits, const Target& target) {
  const std::string length = packet + " of " + std::to_string(flits) + " flits ";
  if (flits > kMaxPacketFlits)
    throw InputError(length + "is longer than the " + std::to_string(kMaxPacketFlits) +
                     " flits of the longest packet; noc.flit_bits is " + std::to_string(target.flit_bits));
  if (flits > target.input_queue_flits)
    throw InputError(length + "does not fit the input queue of a core: core.input_queue_flits is " +
                     std::to_string(target.input_queue_flits) + ", must be at least " + std::to_string(flits));
  if (target.multicast == Multicast::Tree && flits > target.buffer_flits)
    throw InputError(length + "does not fit a router's buffer, as multicast trees demand: noc.buffer_flits is " +
                     std::to_string(target.buffer_flits) + ", must be at least " + std::to_string(flits) +
                     " (or noc.multicast unicast)");
}

void check_limits(const Network& network, const Target& target) {
  check_chip(target);
  require_at_most("network: time steps: ", network.time_steps, kMaxTimeSteps, " of a header");
  if (network.weight_bits > target.weight_bits)
    throw InputError("network: weights of " + std::to_string(network.weight_bits) + " bits, the chip has " +
                     std::to_string(target.weight_bits));
  check_image(network, target);
  for (const Layer& layer : network.layers) check_layer(layer, target);
}

}  // namespace spikeloom
