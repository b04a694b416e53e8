// SPDX-License-Identifier: Apache-2.0
// Sections of summary_text that speak of energy.

#include <algorithm>

#include "sim/report/figures.hpp"
#include "sim/report/summary_sections.hpp"
#include "sim/report/text_table.hpp"
#include "sim/report/units.hpp"

namespace spikeloom {
namespace {

using Align = TextTable::Align;

constexpr int kTextColumns = 58;  ///< what the figures beside the bars take
constexpr int kLongestBar = 40;

double per_image(const ReportInput& input, double pj) {
  return ratio(pj, static_cast<double>(input.results.images.size()));
}

TextTable::Row energy_row(const ReportInput& input, const ComponentEnergy& c, int bar_width) {
  const double total = input.energy.total_pj();
  return {c.component,
          energy_text(per_image(input, c.dynamic_pj)),
          energy_text(per_image(input, c.static_pj)),
          energy_text(per_image(input, c.total_pj())),
          percent_text(c.total_pj(), total),
          bar(ratio(c.total_pj(), total), bar_width)};
}

TextTable::Row accounting_row(const std::string& name, const ReportInput& input, double pj) {
  const double additions = static_cast<double>(input.results.synaptic_additions);
  return {name, energy_text(per_image(input, pj)), energy_text(ratio(pj, additions))};
}

std::string extrapolation_note(const ReportInput& input, int width) {
  std::string text;
  for (const std::string& note : input.energy.extrapolated) text += wrapped("extrapolated: " + note, 2, width);
  return text;
}

}  // namespace

std::string energy_section(const ReportInput& input, int width) {
  const int bar_width = std::min(kLongestBar, width - kTextColumns);
  TextTable table(width, {Align::Left, Align::Right, Align::Right, Align::Right, Align::Right, Align::Left});
  table.add({"component", "dynamic", "static", "total", "share", ""});
  for (const ComponentEnergy& c : input.energy.components)  // a chip without DRAM has nothing to say of it
    if (c.total_pj() > 0) table.add(energy_row(input, c, bar_width));
  table.add(energy_row(input, {"chip", input.energy.dynamic_pj(), input.energy.static_pj()}, 0));
  return fit_head("Energy per inference (prices: " + input.energy.price_list, width - 1) + ")\n" + table.text() +
         extrapolation_note(input, width);
}

std::string accounting_section(const ReportInput& input, int width) {
  const EnergyReport& energy = input.energy;
  TextTable table(width, {Align::Left, Align::Right, Align::Right});
  table.add({"", "per inference", "per synaptic addition"});
  table.add(accounting_row("convention", input, energy.convention_pj));
  table.add(accounting_row("chip", input, energy.total_pj()));
  const std::string convention =
      "The convention is what papers print: arithmetic alone, " + plain_number(energy.convention_accumulate_pj) +
      " pJ x " + short_count(per_image(input, static_cast<double>(energy.convention_additions))) + " additions + " +
      plain_number(energy.convention_mac_pj) + " pJ x " +
      short_count(per_image(input, static_cast<double>(energy.convention_multiplications))) +
      " multiplications of the layer that reads the image. The chip is everything: memories, NoC, clock and leakage.";
  return "Two accountings\n" + table.text() + wrapped(convention, 2, width);
}

}  // namespace spikeloom
