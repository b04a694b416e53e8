// SPDX-License-Identifier: Apache-2.0
#include "mapping/check.hpp"

#include <string>

#include "mapping/advice.hpp"
#include "mapping/check_rules.hpp"
#include "mapping/memory.hpp"
#include "mapping/partition.hpp"
#include "mapping/row_flow.hpp"
#include "models/error.hpp"

namespace spikeloom {
namespace {

[[noreturn]] void refuse(const Network& network, const Slice& slice, const std::string& rule) {
  throw InputError("mapping: " + slice_name(network, slice) + ": " + rule);
}

bool inside(Range range, int size) { return range.begin >= 0 && !range.empty() && range.end <= size; }

void check_slice(const Network& network, const Mapping& mapping, const Slice& slice) {
  if (slice.layer < 0 || slice.layer >= static_cast<int>(network.layers.size()))
    throw InputError("mapping: layer " + std::to_string(slice.layer) + " of a slice is not one of the network's " +
                     std::to_string(network.layers.size()));
  const Layer& layer = network.layers[static_cast<std::size_t>(slice.layer)];
  if (!inside(slice.channels, layer.out.channels) || !inside(slice.rows, layer.out.height))
    refuse(network, slice,
           "must lie in the layer's " + std::to_string(layer.out.channels) + " channels and " +
               std::to_string(layer.out.height) + " rows");
  if (slice.core < 0 || slice.core >= mapping.target.tiles())
    refuse(network, slice,
           "core " + std::to_string(slice.core) + " is not one of the " + std::to_string(mapping.target.tiles()) +
               " tiles");
  const int unit = channel_unit(layer);
  if (slice.channels.begin % unit != 0 || slice.channels.end % unit != 0)
    refuse(network, slice,
           "attention must be cut between heads, at multiples of " + std::to_string(unit) + " channels");
}

/// Counts for one layer how many slices compute each (channel, row).
void check_layer_coverage(const Network& network, const Mapping& mapping, int index) {
  const Layer& layer = network.layers[static_cast<std::size_t>(index)];
  const int height = layer.out.height;
  std::vector<int> times(static_cast<std::size_t>(layer.out.channels) * static_cast<std::size_t>(height));
  for (const Slice& slice : mapping.slices)
    for (int c = slice.channels.begin; slice.layer == index && c < slice.channels.end; ++c)
      for (int y = slice.rows.begin; y < slice.rows.end; ++y) ++times[static_cast<std::size_t>(c * height + y)];
  for (std::size_t i = 0; i < times.size(); ++i)
    if (times[i] != 1)
      throw InputError("mapping: layer '" + layer.name + "': channel " + std::to_string(static_cast<int>(i) / height) +
                       " row " + std::to_string(static_cast<int>(i) % height) + " is computed by " +
                       std::to_string(times[i]) + " slices instead of one");
}

void check_core(const Target& target, int core, const CoreMemory& memory) {
  const std::string name = "mapping: core " + std::to_string(core) + ": ";
  if (memory.slices > kMaxSlicesPerCore)
    throw InputError(name + std::to_string(memory.slices) + " slices, a header numbers " +
                     std::to_string(kMaxSlicesPerCore));
  if (memory.weights > target.weight_sram_bytes)
    throw InputError(name + std::to_string(memory.weights) + " bytes of weights, its weight SRAM has " +
                     std::to_string(target.weight_sram_bytes));
  const std::int64_t accumulators = memory.accumulators(target.row_buffers);
  if (accumulators > target.accumulator_sram_bytes)
    throw InputError(name + std::to_string(accumulators) +
                     " bytes of accumulators and row buffers, its accumulator SRAM has " +
                     std::to_string(target.accumulator_sram_bytes));
}

bool operator==(const SliceMemory& a, const SliceMemory& b) {
  return a.weights == b.weights && a.accumulators == b.accumulators && a.row_buffer == b.row_buffer;
}

}  // namespace

void check_coverage(const Network& network, const Mapping& mapping) {
  int previous = 0;
  for (const Slice& slice : mapping.slices) {
    check_slice(network, mapping, slice);
    if (slice.layer < previous) refuse(network, slice, "slices must stand in layer order");
    previous = slice.layer;
  }
  for (int i = 0; i < static_cast<int>(network.layers.size()); ++i) check_layer_coverage(network, mapping, i);
}

void check_windows(const Network& network, const Mapping& mapping) {
  for (const Slice& slice : mapping.slices)
    if (slice.window_rows < 1 || slice.window_rows > slice.rows.size())
      refuse(
          network, slice,
          "window_rows is " + std::to_string(slice.window_rows) + ", must be 1.." + std::to_string(slice.rows.size()));
  const auto blocked = find_blocked_row(network, mapping);
  if (!blocked) return;
  const Slice& consumer = mapping.slices[static_cast<std::size_t>(blocked->consumer)];
  const std::string producer = blocked->producer == kHostSlice
                                   ? "the image"
                                   : slice_name(network, mapping.slices[static_cast<std::size_t>(blocked->producer)]);
  refuse(network, consumer,
         "a window of " + std::to_string(consumer.window_rows) + " rows never admits row " +
             std::to_string(blocked->row) + " of " + producer + "; " + std::to_string(blocked->window_needed) +
             " are needed");
}

void check_memory(const Network& network, const Mapping& mapping) {
  for (const Slice& slice : mapping.slices)
    if (!(slice.memory == slice_memory(network, mapping.target, slice)))
      refuse(network, slice, "its memory is not what its channels, rows and window need");
  const std::vector<CoreMemory> cores = core_memories(mapping);
  for (std::size_t i = 0; i < cores.size(); ++i) check_core(mapping.target, static_cast<int>(i), cores[i]);
}

void check_mapping(const Network& network, const Mapping& mapping) {
  check_limits(network, mapping.target);
  check_coverage(network, mapping);
  check_connections(network, mapping);
  check_windows(network, mapping);
  check_memory(network, mapping);
}

}  // namespace spikeloom
