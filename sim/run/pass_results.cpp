// SPDX-License-Identifier: Apache-2.0
#include "sim/run/pass_results.hpp"

#include <algorithm>

namespace spikeloom {
namespace {

void add(LayerResult& to, const LayerResult& layer) {
  to.name = layer.name;
  to.neurons += layer.neurons;
  to.spikes += layer.spikes;
  to.synaptic_additions += layer.synaptic_additions;
  to.datapath_cycles += layer.datapath_cycles;
  to.neuron_unit_cycles += layer.neuron_unit_cycles;
  to.actions += layer.actions;
}

void add(CoreResult& to, const CoreResult& core) {
  to.column = core.column;
  to.row = core.row;
  to.spikes += core.spikes;
  to.synaptic_additions += core.synaptic_additions;
  to.datapath_cycles += core.datapath_cycles;
  to.neuron_unit_cycles += core.neuron_unit_cycles;
  to.packetizer_cycles += core.packetizer_cycles;
  to.packetizer_stall_cycles += core.packetizer_stall_cycles;
  to.flits_routed += core.flits_routed;
  to.router += core.router;
  to.actions += core.actions;
}

}  // namespace

void add_counts(RunResults& all, const RunResults& part) {
  all.layers.resize(part.layers.size());
  all.cores.resize(part.cores.size());
  for (std::size_t i = 0; i < part.layers.size(); ++i) add(all.layers[i], part.layers[i]);
  for (std::size_t i = 0; i < part.cores.size(); ++i) add(all.cores[i], part.cores[i]);
  all.spikes += part.spikes;
  all.synaptic_additions += part.synaptic_additions;
  all.flit_hops += part.flit_hops;
  all.host_actions += part.host_actions;
  add_counts(all.lockstep, part.lockstep);
}

void add_slices(RunResults& all, const RunResults& part, int first_slice) {
  for (std::size_t i = 0; i < part.layers.size(); ++i) all.layers[i].slices += part.layers[i].slices;
  for (std::size_t i = 0; i < part.cores.size(); ++i) {
    CoreResult& core = all.cores[i];
    for (const int slice : part.cores[i].slices) core.slices.push_back(slice + first_slice);
    core.weight_bytes_used = std::max(core.weight_bytes_used, part.cores[i].weight_bytes_used);
    core.accumulator_bytes_used = std::max(core.accumulator_bytes_used, part.cores[i].accumulator_bytes_used);
  }
}

}  // namespace spikeloom
