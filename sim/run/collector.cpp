// SPDX-License-Identifier: Apache-2.0
#include "sim/run/collector.hpp"

#include <algorithm>

#include "models/reference.hpp"

namespace spikeloom {
namespace {

void collect_images(const HostPort& host, RunResults& results) {
  Cycle begin = ~Cycle{0}, end = 0;
  for (const HostPort::ImageTimes& image : host.images()) {
    results.images.push_back({argmax(image.logits), image.logits, image.begin_cycle, image.end_cycle});
    begin = std::min(begin, image.begin_cycle);
    end = std::max(end, image.end_cycle);
  }
  results.cycles = end - begin;
}

void add_slice(const SliceCounts& counts, LayerResult& layer) {
  ++layer.slices;
  layer.neurons += counts.neurons;
  layer.spikes += counts.spikes;
  layer.synaptic_additions += counts.synaptic_additions;
  layer.datapath_cycles += counts.datapath_cycles;
  layer.neuron_unit_cycles += counts.neuron_unit_cycles;
  layer.actions += counts.actions;
}

void add_slice(const SliceCounts& counts, const Slice& slice, CoreResult& core) {
  core.weight_bytes_used += slice.memory.weights;
  core.accumulator_bytes_used += slice.memory.accumulators;
  core.spikes += counts.spikes;
  core.synaptic_additions += counts.synaptic_additions;
  core.datapath_cycles += counts.datapath_cycles;
  core.neuron_unit_cycles += counts.neuron_unit_cycles;
  core.actions += counts.actions;
}

CoreResult core_result(const Tile& tile, int number, const Mapping& mapping) {
  CoreResult result;
  result.column = number % mapping.target.columns;
  result.row = number / mapping.target.columns;
  result.slices = tile.slices();
  result.packetizer_cycles = tile.core().packetizer_cycles();
  result.packetizer_stall_cycles = tile.core().packetizer_stall_cycles();
  result.flits_routed = tile.router().actions()[Action::Crossbar];
  result.actions += tile.router().actions();
  result.actions += tile.core().credit_actions();
  return result;
}

// Buffers of finished rows exist once per core, as large as its largest slice needs.
std::int64_t row_buffer_bytes(const std::vector<int>& slices, const Mapping& mapping) {
  std::int64_t largest = 0;
  for (const int slice : slices)
    largest = std::max(largest, mapping.slices[static_cast<std::size_t>(slice)].memory.row_buffer);
  return largest * mapping.target.row_buffers;
}

void collect_tile(const Tile& tile, int number, const Mapping& mapping, RunResults& results) {
  CoreResult core = core_result(tile, number, mapping);
  core.accumulator_bytes_used += row_buffer_bytes(tile.slices(), mapping);
  for (std::size_t i = 0; i < tile.slices().size(); ++i) {
    const Slice& slice = mapping.slices[static_cast<std::size_t>(tile.slices()[i])];
    const SliceCounts& counts = tile.core().slice_counts()[i];
    add_slice(counts, slice, core);
    add_slice(counts, results.layers[static_cast<std::size_t>(slice.layer)]);
  }
  results.spikes += core.spikes;
  results.synaptic_additions += core.synaptic_additions;
  results.flit_hops += tile.router().link_flits();
  results.cores.push_back(std::move(core));
}

}  // namespace

RunResults collect_results(const Chip& chip, const Network& network, const Mapping& mapping) {
  RunResults results;
  collect_images(chip.host(), results);
  results.layers.resize(network.layers.size());
  for (std::size_t i = 0; i < network.layers.size(); ++i) results.layers[i].name = network.layers[i].name;
  for (std::size_t i = 0; i < chip.tiles().size(); ++i)
    collect_tile(*chip.tiles()[i], static_cast<int>(i), mapping, results);
  results.flit_hash = chip.flit_hash().value();
  results.host_actions = chip.host().actions();
  return results;
}

}  // namespace spikeloom
