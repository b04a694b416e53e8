// SPDX-License-Identifier: Apache-2.0
#include "sim/report/energy.hpp"

#include <algorithm>

#include "sim/report/price_list.hpp"
#include "sim/report/prices.hpp"

namespace spikeloom {
namespace {

double dynamic_of(const ActionCounts& counts, const ChipPrices& prices) {
  double pj = 0;
  for (std::size_t i = 0; i < kActions; ++i) pj += static_cast<double>(counts.at(i)) * prices.action_pj[i].value;
  return pj;
}

ActionCounts chip_counts(const RunResults& results) {
  ActionCounts sum = results.host_actions;
  for (const CoreResult& core : results.cores) sum += core.actions;
  return sum;
}

void add_action_lines(EnergyReport& report, const RunResults& results, const ChipPrices& prices) {
  const ActionCounts counts = chip_counts(results);
  for (std::size_t i = 0; i < kActions; ++i) {
    const ActionInfo& info = kActionInfo[i];
    const UnitPrice& price = prices.action_pj[i];
    report.lines.push_back({info.component, info.name, counts.at(i), info.unit, price.value, price.basis});
  }
  const std::uint64_t router_cycles = results.cycles * static_cast<std::uint64_t>(prices.routers);
  report.lines.push_back(
      {kClockComponent, kClockAction, router_cycles, "router cycles", prices.clock_pj.value, prices.clock_pj.basis});
}

void add_leakage_lines(EnergyReport& report, const RunResults& results, double clock_mhz, const ChipPrices& prices) {
  const double pj_per_mw = static_cast<double>(results.cycles) / clock_mhz * 1e3;  // 1 mW x 1 us = 1 nJ
  for (const LeakagePrice& leak : prices.leakage)
    report.lines.push_back({leak.component, kLeakageAction, static_cast<std::uint64_t>(leak.instances), "instances",
                            leak.mw.value * pj_per_mw, leak.mw.basis});
}

void add_components(EnergyReport& report) {
  for (const std::string& name : energy_components()) {
    ComponentEnergy sum{name, 0, 0};
    for (const EnergyLine& line : report.lines)
      if (line.component == name) (line.action == kLeakageAction ? sum.static_pj : sum.dynamic_pj) += line.energy_pj();
    report.components.push_back(sum);
  }
}

bool reads_image(const Layer& layer) {
  const int main_input = layer.input_index(Role::Main);
  return main_input >= 0 && layer.inputs[static_cast<std::size_t>(main_input)].source == kImageSource;
}

/// Multiplications of a dense implementation, padding taps counted, as published figures do.
std::uint64_t dense_multiplications(const Layer& layer) {
  const auto inputs_per_output =
      static_cast<std::uint64_t>(layer.kernel.taps()) *
      static_cast<std::uint64_t>(layer.op == Operator::DepthwiseConv ? 1 : layer.in.channels);
  return inputs_per_output * static_cast<std::uint64_t>(layer.out.neurons());
}

void add_convention(EnergyReport& report, const RunResults& results, const Network& network, const ChipPrices& prices) {
  for (std::size_t i = 0; i < network.layers.size() && i < results.layers.size(); ++i) {
    if (reads_image(network.layers[i]))
      report.convention_multiplications += dense_multiplications(network.layers[i]) * results.images.size();
    else
      report.convention_additions += results.layers[i].synaptic_additions;
  }
  report.convention_accumulate_pj = prices.accumulate_pj;
  report.convention_mac_pj = prices.multiply_accumulate_pj;
  report.convention_pj = static_cast<double>(report.convention_additions) * prices.accumulate_pj +
                         static_cast<double>(report.convention_multiplications) * prices.multiply_accumulate_pj;
}

}  // namespace

double EnergyReport::dynamic_pj() const {
  double sum = 0;
  for (const ComponentEnergy& c : components) sum += c.dynamic_pj;
  return sum;
}

double EnergyReport::static_pj() const {
  double sum = 0;
  for (const ComponentEnergy& c : components) sum += c.static_pj;
  return sum;
}

EnergyReport energy_of(const RunResults& results, const ChipSpec& chip, const Network& network,
                       const ChipPrices& prices) {
  EnergyReport report;
  add_action_lines(report, results, prices);
  add_leakage_lines(report, results, chip.clock_mhz, prices);
  add_components(report);
  for (const LayerResult& layer : results.layers) report.layer_dynamic_pj.push_back(dynamic_of(layer.actions, prices));
  for (const CoreResult& core : results.cores) report.core_dynamic_pj.push_back(dynamic_of(core.actions, prices));
  add_convention(report, results, network, prices);
  report.extrapolated = prices.extrapolated;
  return report;
}

}  // namespace spikeloom
