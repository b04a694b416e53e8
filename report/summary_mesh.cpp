// SPDX-License-Identifier: Apache-2.0
// Sections of summary_text that say where the work was: tiles and layers.

#include <algorithm>
#include <numeric>

#include "base/text_table.hpp"
#include "base/units.hpp"
#include "report/heat_map.hpp"
#include "report/summary_sections.hpp"
#include "sim/run/figures.hpp"

namespace spikeloom {
namespace {

using Align = TextTable::Align;

constexpr std::size_t kLayersListed = 12;

std::vector<std::size_t> layers_by_cycles(const std::vector<LayerResult>& layers) {
  std::vector<std::size_t> order(layers.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&layers](std::size_t a, std::size_t b) {
    return layers[a].datapath_cycles > layers[b].datapath_cycles;
  });
  order.resize(std::min(order.size(), kLayersListed));
  return order;
}

TextTable::Row layer_row(const ReportInput& input, std::size_t index) {
  const LayerResult& layer = input.results.layers[index];
  return {layer.name,
          std::to_string(layer.slices),
          layer.neurons == 0 ? "-" : percent_text(firing_rate(layer), 1),
          short_count(static_cast<double>(layer.synaptic_additions)),
          grouped(layer.datapath_cycles),
          energy_text(input.energy.layers[index].dynamic_pj().nominal)};
}

}  // namespace

std::string mesh_section(const ReportInput& input, int width) {
  std::vector<double> busy;
  for (const CoreResult& core : input.results.cores) busy.push_back(datapath_utilisation(core, input.results.cycles));
  return heat_map("Datapath busy", "all cycles", busy, input.chip.mesh.columns, width);
}

std::string links_section(const ReportInput& input, int width) {
  const NocReport noc = input.noc();
  std::vector<double> busy;
  for (std::size_t tile = 0; tile < noc.routers.size(); ++tile) busy.push_back(noc.busiest_link(tile));
  return heat_map("Busiest link of the router", "all cycles", busy, input.chip.mesh.columns, width);
}

std::string layer_section(const ReportInput& input, int width) {
  TextTable table(width, {Align::Left, Align::Right, Align::Right, Align::Right, Align::Right, Align::Right});
  table.add({"layer", "slices", "firing", "additions", "cycles", "dynamic"});
  const std::vector<std::size_t> order = layers_by_cycles(input.results.layers);
  for (const std::size_t index : order) table.add(layer_row(input, index));
  const std::string title = "Layers by datapath cycles, all images and cores (" + std::to_string(order.size()) +
                            " of " + std::to_string(input.results.layers.size()) + ")\n";
  return title + table.text();
}

}  // namespace spikeloom
