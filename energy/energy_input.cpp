// SPDX-License-Identifier: Apache-2.0
#include "energy/energy_input.hpp"

#include "sim/run/figures.hpp"

namespace spikeloom {
namespace {

bool reads_image(const Layer& layer) { return !layer.inputs.empty() && layer.inputs.front().source == kImageSource; }

CountedLayer counted(const Network& network, std::size_t index, const LayerResult& result) {
  CountedLayer layer;
  layer.name = result.name;
  layer.reads_image = reads_image(network.layers[index]);
  layer.operations = layer_operations(network, index);
  layer.outputs = static_cast<std::uint64_t>(network.layers[index].out.neurons());
  layer.neuron_steps = result.neurons;
  layer.synaptic_additions = result.synaptic_additions;
  layer.actions = result.actions;
  return layer;
}

}  // namespace

ActionCounts EnergyInput::chip_actions() const {
  ActionCounts sum = host_actions;
  for (const CountedCore& core : cores) sum += core.actions;
  return sum;
}

EnergyInput energy_input(const RunResults& results, const Network& network) {
  EnergyInput input;
  input.images = results.images.size();
  input.time_steps = network.time_steps;
  input.cycles = results.cycles;
  input.latency_cycles = results.images.empty() ? 0 : results.images.front().latency_cycles();
  input.cycles_per_image = cycles_per_image(results);
  input.synaptic_additions = results.synaptic_additions;
  for (std::size_t i = 0; i < network.layers.size() && i < results.layers.size(); ++i)
    input.layers.push_back(counted(network, i, results.layers[i]));
  for (const CoreResult& core : results.cores)
    input.cores.push_back({core.column, core.row, core.datapath_cycles, core.actions});
  input.host_actions = results.host_actions;
  return input;
}

}  // namespace spikeloom
