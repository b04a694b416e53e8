// SPDX-License-Identifier: Apache-2.0
// What `spikeloom energy` says beyond energy_sections: every figure with its count, price and source.

#include <algorithm>
#include <numeric>

#include "base/text_table.hpp"
#include "base/units.hpp"
#include "energy/price_list.hpp"
#include "report/energy_summary.hpp"
#include "report/summary_sections.hpp"
#include "sim/run/figures.hpp"

namespace spikeloom {
namespace {

using Align = TextTable::Align;

constexpr int kBillColumns = 78;  ///< what stands beside the sources of a bill
constexpr int kShortestSource = 8;
constexpr std::size_t kRows = 16;  ///< layers that are listed

/// Actions have names of their own, leakage has not.
std::string figure_name(const EnergyLine& line) {
  return line.action == kLeakageAction ? line.component + " " + line.action : line.action;
}

std::string bill_section(const EnergyReport& energy, int width) {
  TextTable table(width,
                  {Align::Left, Align::Right, Align::Left, Align::Right, Align::Right, Align::Right, Align::Left});
  table.add({"figure", "count", "of", "over", "x price", "energy", "source"});
  for (const EnergyLine& line : energy.lines)
    if (line.instances > 0)
      table.add({figure_name(line), short_count(static_cast<double>(line.count)), line.unit,
                 std::to_string(line.instances), energy_text(line.price_pj.nominal),
                 energy_text(line.energy_pj().nominal),
                 fit_head(line.basis, std::max(kShortestSource, width - kBillColumns))});
  std::string text = "Bill, all images: count x price, over so many instances\n" + table.text();
  for (const auto& source : energy.sources) text += wrapped(source.first + ": " + source.second, 2, width);
  return text;
}

std::string convention_section(const EnergyReport& energy, int width) {
  TextTable table(width, {Align::Left, Align::Left, Align::Right, Align::Right, Align::Right});
  table.add({"operators", "image layer", "accumulates", "multiplications", "energy"});
  for (const ArithmeticTotal& total : energy.convention.choices)
    table.add({convention_name(total.operators), convention_name(total.image_layer),
               short_count(energy.per_image(total.accumulates)),
               short_count(energy.per_image(total.multiply_accumulates)),
               energy_text(energy.per_image(total.energy_pj))});
  return "Conventions of the literature, per inference\n" + table.text();
}

/// Indices of the layers with the largest figures, largest first.
template <class Figure>
std::vector<std::size_t> largest(std::size_t count, Figure figure) {
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return figure(a) > figure(b); });
  order.resize(std::min(order.size(), kRows));
  return order;
}

std::string listed(std::size_t shown, std::size_t all) {
  return shown < all ? " (" + std::to_string(shown) + " of " + std::to_string(all) + ")" : "";
}

double component_pj(const EnergyShare& share, const std::string& component) {
  double pj = 0;
  for (const EnergyLine& line : share.lines)
    if (line.component == component) pj += line.energy_pj().nominal;
  return pj;
}

std::string shares_section(const std::string& title, const std::vector<EnergyShare>& shares, const EnergyReport& energy,
                           int width) {
  const auto order = largest(shares.size(), [&](std::size_t i) { return shares[i].dynamic_pj().nominal; });
  TextTable table(width, {Align::Left, Align::Right, Align::Right, Align::Right, Align::Right, Align::Right});
  table.add({"", "weights", "accumulators", "adders", "rest", "dynamic"});
  for (const std::size_t i : order) {
    const double all = shares[i].dynamic_pj().nominal, weights = component_pj(shares[i], "weight_sram"),
                 sums = component_pj(shares[i], "accumulator_sram"), adders = component_pj(shares[i], "datapath");
    TextTable::Row row{shares[i].name};
    for (const double pj : {weights, sums, adders, all - weights - sums - adders, all})
      row.push_back(energy_text(energy.per_image(pj)));
    table.add(std::move(row));
  }
  return title + listed(order.size(), shares.size()) + "\n" + table.text();
}

std::string break_even_text(const YardstickLayer& layer) {
  if (!layer.has_break_even()) return "-";
  return layer.break_even_rate() == 0 ? "never" : percent_text(layer.break_even_rate(), 1);
}

TextTable::Row yardstick_row(const YardstickLayer& layer, const EnergyReport& energy) {
  return {layer.name, energy_text(energy.per_image(layer.spiking_pj)), energy_text(energy.per_image(layer.dense_pj)),
          layer.macs == 0 ? "-" : percent_text(layer.rate, 1), break_even_text(layer)};
}

std::string yardstick_section(const EnergyReport& energy, int width) {
  const std::vector<YardstickLayer>& layers = energy.dense_baseline.layers;
  const auto order = largest(layers.size(), [&](std::size_t i) { return layers[i].dense_pj; });
  TextTable table(width, {Align::Left, Align::Right, Align::Right, Align::Right, Align::Right});
  table.add({"layer", "spiking", "dense 8-bit", "rate", "break-even rate"});
  for (const std::size_t i : order) table.add(yardstick_row(layers[i], energy));
  table.add(yardstick_row(energy.dense_baseline.total, energy));
  const std::string note =
      "Dynamic energy per inference. The dense network runs once, with one 8-bit multiply-accumulate for each weight "
      "use, "
      "on the same memories; a rate is additions per weight use and time step, of " +
      std::to_string(energy.dense_baseline.time_steps) + ". Below its break-even rate the spiking layer takes less.";
  return "Beside a dense 8-bit network" + listed(order.size(), layers.size()) + "\n" + table.text() +
         wrapped(note, 2, width);
}

}  // namespace

std::string energy_summary(const EnergyReport& energy, int width) {
  width = std::max(width, kNarrowest);
  return energy_sections(energy, width) + "\n" + bill_section(energy, width) + "\n" +
         convention_section(energy, width) + "\n" +
         shares_section("Layers, dynamic energy per inference", energy.layers, energy, width) + "\n" +
         shares_section("Cores with their routers, dynamic energy per inference", energy.cores, energy, width) + "\n" +
         yardstick_section(energy, width);
}

}  // namespace spikeloom
