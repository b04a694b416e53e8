// SPDX-License-Identifier: Apache-2.0
// Sections of summary_text that speak of energy, area and time of access.

#include <algorithm>

#include "base/text_table.hpp"
#include "base/units.hpp"
#include "energy/energy_figures.hpp"
#include "report/summary_sections.hpp"
#include "sim/run/figures.hpp"

namespace spikeloom {
namespace {

using Align = TextTable::Align;

constexpr int kTextColumns = 58;  ///< what the figures beside the bars take
constexpr int kLongestBar = 40;

std::string per_image(const EnergyReport& energy, double pj) { return energy_text(energy.per_image(pj)); }

std::string band_text(const EnergyReport& energy, const Band& pj) {
  return per_image(energy, pj.low) + " .. " + per_image(energy, pj.high);
}

TextTable::Row energy_row(const EnergyReport& energy, const ComponentEnergy& c, int bar_width) {
  const double total = energy.total_pj().nominal;
  return {c.component,
          per_image(energy, c.dynamic_pj.nominal),
          per_image(energy, c.static_pj.nominal),
          per_image(energy, c.total_pj().nominal),
          percent_text(c.total_pj().nominal, total),
          bar(ratio(c.total_pj().nominal, total), bar_width)};
}

std::string energy_section(const EnergyReport& energy, int width) {
  const int bar_width = std::min(kLongestBar, width - kTextColumns);
  TextTable table(width, {Align::Left, Align::Right, Align::Right, Align::Right, Align::Right, Align::Left});
  table.add({"component", "dynamic", "static", "total", "share", ""});
  for (const ComponentEnergy& c : energy.components)  // a chip without DRAM has nothing to say of it
    if (c.total_pj().nominal > 0) table.add(energy_row(energy, c, bar_width));
  table.add(energy_row(energy, {"chip", energy.dynamic_pj(), energy.static_pj()}, 0));
  return "Energy per inference\n" + wrapped("prices: " + energy.price_list, 2, width) + table.text() +
         wrapped("band: " + band_text(energy, energy.total_pj()) + ", every price low or every price high", 2, width);
}

TextTable::Row accounting_row(const std::string& name, const EnergyReport& energy, double pj) {
  const double additions = static_cast<double>(energy.input.synaptic_additions);
  return {name, per_image(energy, pj), energy_text(ratio(pj, additions))};
}

std::string convention_text(const EnergyReport& energy) {
  const ArithmeticTotals& convention = energy.convention;
  const ArithmeticTotal& chosen = convention.chosen;
  return "The convention is what papers print: arithmetic alone, " + plain_number(convention.prices.accumulate_pj) +
         " pJ x " + short_count(energy.per_image(chosen.accumulates)) + " additions + " +
         plain_number(convention.prices.multiply_accumulate_pj) + " pJ x " +
         short_count(energy.per_image(chosen.multiply_accumulates)) +
         " multiplications of the layer that reads the image (operators " + convention_name(chosen.operators) +
         ", image layer counted " + convention_name(chosen.image_layer) +
         "). The chip is everything: memories, NoC, clock and leakage.";
}

std::string accounting_section(const EnergyReport& energy, int width) {
  TextTable table(width, {Align::Left, Align::Right, Align::Right});
  table.add({"", "per inference", "per synaptic addition"});
  table.add(accounting_row("convention", energy, energy.convention.chosen.energy_pj));
  table.add(accounting_row("chip", energy, energy.total_pj().nominal));
  return "Two accountings\n" + table.text() + wrapped(convention_text(energy), 2, width);
}

std::string figures_section(const EnergyReport& energy, int width) {
  const EnergyFigures f = energy_figures(energy);
  const YardstickLayer& dense = energy.dense_baseline.total;
  TextTable table(width, {Align::Left, Align::Left});
  table.add({"power", significant(f.power_mw) + " mW on average, of which " +
                          percent_text(energy.static_pj().nominal, energy.total_pj().nominal) + " leakage"});
  table.add({"energy x latency", significant(f.edp_uj_ms) + " uJ ms"});
  table.add({"operations", significant(f.gsop_per_s) + " GSOP/s, " + significant(f.tsop_per_s_per_w) + " TSOPS/W, " +
                               significant(f.gsop_per_s_per_mm2) + " GSOP/s/mm2"});
  table.add({"an operation", energy_text(f.arithmetic_pj_per_addition) + " in the adder, " +
                                 energy_text(f.pj_per_addition) + " all in"});
  table.add({"dense 8-bit", per_image(energy, dense.dense_pj) + " dynamic, against " +
                                per_image(energy, dense.spiking_pj) + "; equal at a rate of " +
                                percent_text(dense.break_even_rate(), 1) + ", here " + percent_text(dense.rate, 1)});
  return "Figures (operation: one synaptic addition)\n" + table.text();
}

std::string area_section(const EnergyReport& energy, int width) {
  TextTable table(width, {Align::Left, Align::Right, Align::Right, Align::Right, Align::Right});
  table.add({"component", "instances", "each um2", "mm2", "share"});
  const double total = energy.area_mm2().nominal;
  for (const AreaLine& line : energy.areas)
    if (line.mm2().nominal > 0)
      table.add({line.component, std::to_string(line.instances),
                 grouped(static_cast<std::uint64_t>(line.each_um2.nominal + 0.5)), significant(line.mm2().nominal),
                 percent_text(line.mm2().nominal, total)});
  table.add({"chip", "", "", significant(total), percent_text(total, total)});
  std::string times;
  for (const AccessTime& time : energy.access_times)
    times += (times.empty() ? "" : ", ") + time.component + " " + significant(time.ns.nominal) + " ns";
  if (!times.empty())
    times =
        wrapped("access: " + times + "; clock " + significant(energy.access_times.front().cycle_ns) + " ns", 2, width);
  const Band area = energy.area_mm2();
  return "Area\n" + table.text() +
         wrapped("band: " + significant(area.low) + " .. " + significant(area.high) + " mm2", 2, width) + times;
}

std::string warnings_section(const EnergyReport& energy, int width) {
  std::string text;
  for (const std::string& warning : energy_warnings(energy)) text += wrapped("- " + warning, 2, width);
  return text.empty() ? "" : "Mind\n" + text;
}

}  // namespace

std::string energy_sections(const EnergyReport& energy, int width) {
  std::string text;
  for (const auto section : {energy_section, accounting_section, figures_section, area_section, warnings_section}) {
    const std::string part = section(energy, width);
    text += (text.empty() || part.empty() ? "" : "\n") + part;
  }
  return text;
}

}  // namespace spikeloom
