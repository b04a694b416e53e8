// SPDX-License-Identifier: Apache-2.0
// Sections of summary_text that say where the work was: tiles and layers.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <numeric>

#include "sim/report/figures.hpp"
#include "sim/report/summary_sections.hpp"
#include "sim/report/text_table.hpp"
#include "sim/report/units.hpp"

namespace spikeloom {
namespace {

using Align = TextTable::Align;

constexpr std::size_t kLayersListed = 12;
constexpr int kWideCell = 8;

const char* shade(double fraction) {
  static const std::array<const char*, 5> kShades{"·", "░", "▒", "▓", "█"};
  const auto step = static_cast<int>(std::ceil(fraction * 4));
  return kShades[static_cast<std::size_t>(std::clamp(step, 0, 4))];
}

/// "▒▒ 43": two shades and the percentage; or one shade where the mesh is too wide for figures.
std::string cell_text(double busy, bool wide) {
  const std::string mark = shade(busy);
  if (!wide) return mark;
  return pad_right(mark + mark + pad_left(std::to_string(std::lround(100 * busy)), 4), kWideCell);
}

std::string mesh_row(const ReportInput& input, int row, bool wide) {
  std::string text;
  for (const CoreResult& core : input.results.cores)
    if (core.row == row) text += cell_text(datapath_utilisation(core, input.results.cycles), wide);
  return "  " + text.erase(text.find_last_not_of(' ') + 1) + "\n";
}

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
          energy_text(input.energy.layer_dynamic_pj[index])};
}

}  // namespace

std::string mesh_section(const ReportInput& input, int width) {
  const bool wide = 2 + input.chip.mesh.columns * kWideCell <= width;
  std::string text = wide ? "Datapath busy, % of all cycles, by tile\n"
                          : "Datapath busy by tile (· none, ░ to 25 %, ▒ 50, ▓ 75, █ 100)\n";
  for (int row = 0; row < input.chip.mesh.rows; ++row) text += mesh_row(input, row, wide);
  return text;
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
