// SPDX-License-Identifier: Apache-2.0
#include "sim/report/prices.hpp"

#include <algorithm>

#include "models/error.hpp"
#include "sim/report/noc_report.hpp"
#include "sim/report/price_list.hpp"
#include "sim/report/price_reader.hpp"
#include "sim/report/units.hpp"

namespace spikeloom {
namespace {

constexpr int kSramWordBits = 64;

Sizes sram_sizes(std::int64_t bytes, int lanes, int bits) {
  const int banks = sram_banks(lanes, bits);
  return {{"banks", banks}, {"bank_bytes", static_cast<double>(bytes) / banks}};
}

/// The sizes of one instance, by which its prices may be scaled or looked up.
Sizes sizes_of(const std::string& component, const ChipSpec& chip) {
  const CoreSpec& core = chip.core;
  const double flit_bits = chip.noc.flit_bits;
  const auto places = [&](int flits) { return static_cast<double>(chip.noc.vcs * flits); };
  if (component == "input_queue") return {{"bits", flit_bits}, {"flits", places(core.input_queue_flits)}};
  if (component == "weight_sram") return sram_sizes(core.weight_sram_bytes, core.lanes, core.weight_bits);
  if (component == "accumulator_sram")
    return sram_sizes(core.accumulator_sram_bytes, core.lanes, core.accumulator_bits);
  if (component == "datapath") return {{"bits", core.accumulator_bits}, {"lanes", core.lanes}};
  if (component == "neuron_unit") return {{"bits", core.accumulator_bits}, {"lanes", core.neuron_lanes}};
  if (component == "packetizer") return {{"bits", flit_bits}};
  if (component == "dram") return {};
  if (component == "link") return {{"bits", flit_bits}, {"mm", chip.tile_pitch_mm}};
  return {{"bits", flit_bits}, {"flits", places(chip.noc.buffer_flits)}};  // router, and the clock of a router
}

int instances_of(const std::string& component, const ChipSpec& chip) {
  if (component == "link") return count_links(chip.mesh, chip.noc.topology);
  if (component == "dram") return static_cast<int>(chip.dram.ports.size());
  return chip.mesh.columns * chip.mesh.rows;
}

/// Evaluates prices of one list for one chip, and gathers what had to be extrapolated.
class Evaluation {
 public:
  Evaluation(const PriceListFile& file, const ChipSpec& chip) : file_(file), chip_(chip) {}

  UnitPrice of(const Price& price, const std::string& component, const std::string& action) {
    const Sizes sizes = sizes_of(component, chip_);
    UnitPrice unit;
    for (const PriceTerm& term : price.terms) {
      unit.value += value_of(term, sizes, price, component + "." + action);
      unit.basis += (unit.basis.empty() ? "" : " + ") + term.source + " [" + term.certainty + "]";
    }
    return unit;
  }

  std::vector<std::string> extrapolated;

 private:
  double value_of(const PriceTerm& term, const Sizes& sizes, const Price& price, const std::string& what) {
    double value = term.value;
    if (!term.table.empty()) value = table_value(term, sizes, price, what);
    for (const std::string& name : term.per) value *= size_named(name, sizes, price);
    return value * term.times;
  }

  double table_value(const PriceTerm& term, const Sizes& sizes, const Price& price, const std::string& what) {
    std::vector<std::string> notes;
    try {
      const double value = file_.tables.at(term.table).at(term.column, sizes, notes);
      for (const std::string& note : notes) extrapolated.push_back(what + ": " + note);
      return value;
    } catch (const InputError& error) {
      throw InputError(price.where + ": " + error.what());
    }
  }

  static double size_named(const std::string& name, const Sizes& sizes, const Price& price) {
    const auto found = sizes.find(name);
    if (found != sizes.end()) return found->second;
    std::string known;
    for (const auto& size : sizes) known += (known.empty() ? "" : ", ") + size.first;
    throw InputError(price.where + ": unknown size '" + name + "' in 'per'; this component has: " + known);
  }

  const PriceListFile& file_;
  const ChipSpec& chip_;
};

}  // namespace

int sram_banks(int lanes, int bits) { return std::max(1, (lanes * bits + kSramWordBits - 1) / kSramWordBits); }

std::string default_price_list() { return SPIKELOOM_PRICE_LISTS "/45nm.yaml"; }

PriceList::PriceList(const std::string& path) : file_(std::make_shared<PriceListFile>(read_price_list(path))) {}

std::string PriceList::title() const {
  std::string text = plain_number(file_->node_nm) + " nm, " + file_->name;
  for (const auto& factor : file_->factors) text += ", " + factor.first + " " + plain_number(factor.second);
  return text;
}

ChipPrices PriceList::for_chip(const ChipSpec& chip) const {
  Evaluation evaluation(*file_, chip);
  ChipPrices prices;
  for (std::size_t i = 0; i < kActions; ++i) {
    const ActionInfo& info = kActionInfo[i];
    const ComponentPrices& component = file_->components.at(info.component);
    prices.action_pj[i] = evaluation.of(component.actions_pj.at(info.name), info.component, info.name);
  }
  const Price& clock = file_->components.at(kClockComponent).actions_pj.at(kClockAction);
  prices.clock_pj = evaluation.of(clock, kClockComponent, kClockAction);
  prices.routers = instances_of("router", chip);
  for (const std::string& name : energy_components()) {
    const UnitPrice mw = evaluation.of(file_->components.at(name).leakage_mw, name, kLeakageAction);
    prices.leakage.push_back({name, mw, instances_of(name, chip)});
  }
  prices.accumulate_pj = evaluation.of(file_->accumulate_pj, "convention", "accumulate").value;
  prices.multiply_accumulate_pj = evaluation.of(file_->multiply_accumulate_pj, "convention", "mac").value;
  prices.extrapolated = evaluation.extrapolated;
  return prices;
}

EnergyReport PriceList::price(const RunResults& results, const ChipSpec& chip, const Network& network) const {
  EnergyReport report = energy_of(results, chip, network, for_chip(chip));
  report.price_list = title();
  return report;
}

}  // namespace spikeloom
