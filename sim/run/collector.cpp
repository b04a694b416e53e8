// SPDX-License-Identifier: Apache-2.0
#include "sim/run/collector.hpp"

#include <algorithm>

#include "mapping/plan/memory.hpp"
#include "models/reference/reference.hpp"

namespace spikeloom {
namespace {

void collect_images(const ImageLog& log, RunResults& results) {
  Cycle begin = ~Cycle{0}, end = 0;
  for (const ImageLog::Entry& image : log.entries()) {
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

void add_slice(const SliceCounts& counts, CoreResult& core) {
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
  result.router = tile.router().counts();
  const ActionCounts router = router_actions(result.router);
  result.flits_routed = router[Action::Crossbar];
  result.actions += router;
  result.actions += tile.core().credit_actions();
  return result;
}

void collect_tile(const Tile& tile, int number, const Mapping& mapping, const CoreMemory& memory, RunResults& results) {
  CoreResult core = core_result(tile, number, mapping);
  core.weight_bytes_used = memory.weights;
  core.accumulator_bytes_used = memory.accumulators(mapping.target.row_buffers);
  for (std::size_t i = 0; i < tile.slices().size(); ++i) {
    const Slice& slice = mapping.slices[static_cast<std::size_t>(tile.slices()[i])];
    const SliceCounts& counts = tile.core().slice_counts()[i];
    add_slice(counts, core);
    add_slice(counts, results.layers[static_cast<std::size_t>(slice.layer)]);
  }
  results.spikes += core.spikes;
  results.synaptic_additions += core.synaptic_additions;
  results.flit_hops += router_actions(core.router)[Action::LinkTraversal];
  results.cores.push_back(std::move(core));
}

}  // namespace

RunResults collect_results(const Chip& chip, const Network& network, const Mapping& mapping) {
  RunResults results;
  collect_images(chip.images(), results);
  results.layers.resize(network.layers.size());
  for (std::size_t i = 0; i < network.layers.size(); ++i) results.layers[i].name = network.layers[i].name;
  const std::vector<CoreMemory> memories = core_memories(mapping);
  for (std::size_t i = 0; i < chip.tiles().size(); ++i)
    collect_tile(*chip.tiles()[i], static_cast<int>(i), mapping, memories[i], results);
  results.flit_hash = chip.flit_hash().value();
  results.lockstep = chip.lockstep().counts();
  for (const auto& port : chip.ports()) results.host_actions += port->actions();
  return results;
}

}  // namespace spikeloom
