// SPDX-License-Identifier: Apache-2.0
#include "energy/energy.hpp"

#include <algorithm>

#include "energy/price_list.hpp"
#include "energy/prices.hpp"

namespace spikeloom {
namespace {

EnergyLine action_line(std::size_t action, std::uint64_t count, const ChipPrices& prices) {
  const ActionInfo& info = kActionInfo[action];
  const UnitPrice& price = prices.action_pj[action];
  return {info.component,
          info.name,
          count,
          info.unit,
          price.value,
          price.basis,
          prices.component(info.component).instances};
}

void add_action_lines(EnergyReport& report, const ChipPrices& prices) {
  const ActionCounts counts = report.input.chip_actions();
  for (std::size_t i = 0; i < kActions; ++i) report.lines.push_back(action_line(i, counts.at(i), prices));
  const int routers = prices.component(kClockComponent).instances;
  const std::uint64_t router_cycles = report.input.cycles * static_cast<std::uint64_t>(routers);
  report.lines.push_back({kClockComponent, kClockAction, router_cycles, "router cycles", prices.clock_pj.value,
                          prices.clock_pj.basis, routers});
}

void add_leakage_lines(EnergyReport& report, const ChipPrices& prices) {
  const double pj_per_mw = report.seconds() * 1e9;  // 1 mW x 1 s = 1e9 pJ
  for (const ComponentFigures& figures : prices.components)
    report.lines.push_back({figures.component, kLeakageAction, static_cast<std::uint64_t>(figures.instances),
                            "instances", figures.leakage_mw.value * pj_per_mw, figures.leakage_mw.basis,
                            figures.instances});
}

void add_components(EnergyReport& report) {
  for (const std::string& name : energy_components()) {
    ComponentEnergy sum{name, {}, {}};
    for (const EnergyLine& line : report.lines)
      if (line.component == name) (line.action == kLeakageAction ? sum.static_pj : sum.dynamic_pj) += line.energy_pj();
    report.components.push_back(sum);
  }
}

EnergyShare share_of(const std::string& name, const ActionCounts& counts, const ChipPrices& prices) {
  EnergyShare share{name, {}};
  for (std::size_t i = 0; i < kActions; ++i)
    if (counts.at(i) > 0) share.lines.push_back(action_line(i, counts.at(i), prices));
  return share;
}

void add_shares(EnergyReport& report, const ChipPrices& prices) {
  for (const CountedLayer& layer : report.input.layers)
    report.layers.push_back(share_of(layer.name, layer.actions, prices));
  for (const CountedCore& core : report.input.cores)
    report.cores.push_back(
        share_of(std::to_string(core.column) + "," + std::to_string(core.row), core.actions, prices));
}

/// Links and DRAM are not a tile's own.
void add_tile_leakage(EnergyReport& report, int tiles) {
  for (const EnergyLine& line : report.lines)
    if (line.action == kLeakageAction && line.component != "link" && line.component != "dram")
      report.tile_static_pj += line.energy_pj().nominal / tiles;
}

void add_areas(EnergyReport& report, const ChipSpec& chip, const ChipPrices& prices) {
  const int tiles = chip.mesh.columns * chip.mesh.rows;
  for (const ComponentFigures& figures : prices.components) {
    report.areas.push_back({figures.component, figures.instances, figures.area_um2.value, figures.area_um2.basis});
    report.tile_mm2 += report.areas.back().mm2().nominal / tiles;
    if (has_access_time(figures.component))
      report.access_times.push_back(
          {figures.component, figures.access_ns.value, figures.access_ns.basis, 1e3 / chip.clock_mhz});
  }
  report.tile_pitch_mm = chip.tile_pitch_mm;
}

template <class List, class Get>
Band sum_of(const List& list, Get get) {
  Band sum;
  for (const auto& element : list) sum += get(element);
  return sum;
}

}  // namespace

Band EnergyShare::dynamic_pj() const {
  return sum_of(lines, [](const EnergyLine& line) { return line.energy_pj(); });
}

Band EnergyReport::dynamic_pj() const {
  return sum_of(components, [](const ComponentEnergy& c) { return c.dynamic_pj; });
}

Band EnergyReport::static_pj() const {
  return sum_of(components, [](const ComponentEnergy& c) { return c.static_pj; });
}

Band EnergyReport::area_mm2() const {
  return sum_of(areas, [](const AreaLine& line) { return line.mm2(); });
}

EnergyReport energy_of(const EnergyInput& input, const ChipSpec& chip, const ChipPrices& prices) {
  EnergyReport report;
  report.input = input;
  report.clock_mhz = chip.clock_mhz;
  report.lanes = static_cast<double>(chip.core.lanes) * chip.mesh.columns * chip.mesh.rows;
  report.price_list = prices.title;
  report.sources = prices.sources;
  report.extrapolated = prices.extrapolated;
  report.unscaled = prices.unscaled;
  add_action_lines(report, prices);
  add_leakage_lines(report, prices);
  add_components(report);
  add_tile_leakage(report, chip.mesh.columns * chip.mesh.rows);
  add_shares(report, prices);
  add_areas(report, chip, prices);
  report.convention =
      convention_of(operation_list(input), {prices.accumulate_pj, prices.multiply_accumulate_pj}, chip.energy);
  report.dense_baseline = yardstick_of(input, chip, prices);
  return report;
}

}  // namespace spikeloom
