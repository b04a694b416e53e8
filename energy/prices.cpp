// SPDX-License-Identifier: Apache-2.0
#include "energy/prices.hpp"

#include <algorithm>

#include "base/data_folder.hpp"
#include "base/error.hpp"
#include "base/units.hpp"
#include "energy/component_sizes.hpp"
#include "energy/energy.hpp"
#include "energy/ert.hpp"
#include "energy/price_reader.hpp"
#include "energy/price_scaling.hpp"

namespace spikeloom {
namespace {

constexpr int kNodes[] = {45, 32, 28, 22, 7};
constexpr int kDefaultNode = 45;

/// Under which name the tables of the list have the transistors that the chip asks for.
std::string flavour_of(const PriceListFile& file, SramDevices devices) {
  switch (devices) {
    case SramDevices::List:
      return file.default_flavour;
    case SramDevices::Lstp:
      return "lstp";
    case SramDevices::Hp:
      return "hp";
    case SramDevices::LstpHp:
      return "lstp_hp";
  }
  return "";
}

std::map<std::string, double> factors_of(const PriceListFile& file, const PricingSpec& chip) {
  std::map<std::string, double> factors = file.factors;
  if (chip.k_sram > 0) factors["k_sram"] = chip.k_sram;
  if (chip.k_noc > 0) factors["k_noc"] = chip.k_noc;
  return factors;
}

/// Adds a sentence that is not there yet.
void note(std::vector<std::string>& notes, const std::string& text) {
  if (std::find(notes.begin(), notes.end(), text) == notes.end()) notes.push_back(text);
}

/// Evaluates prices of one list for one chip, and gathers what had to be extrapolated.
class Evaluation {
 public:
  Evaluation(const PriceListFile& file, const ChipSpec& chip)
      : file_(file),
        chip_(chip),
        flavour_(flavour_of(file, chip.energy.sram_devices)),
        factors_(factors_of(file, chip.energy)) {
    for (const std::string& name : file.flavoured)
      if (file.tables.count(name + "/" + flavour_) == 0)
        throw InputError(file.path + ": tables." + name + ": no flavour '" + flavour_ + "' (energy.sram_devices)");
  }

  UnitPrice of(Quantity quantity, const Price& price, const std::string& component, const std::string& action) {
    const Sizes sizes = component_sizes(component, chip_);
    UnitPrice unit;
    const std::string name = component + "." + action;
    for (const PriceTerm& term : price.terms) {
      const double nominal = value_of(quantity, term, sizes, price, name);
      unit.value += {nominal * term.band.low, nominal, nominal * term.band.high};
      const std::string basis = term.source + " [" + term.certainty + "]";
      if (unit.basis.find(basis) == std::string::npos) unit.basis += (unit.basis.empty() ? "" : " + ") + basis;
    }
    return unit;
  }

  std::vector<std::string> extrapolated, unscaled;

 private:
  double value_of(Quantity quantity, const PriceTerm& term, const Sizes& sizes, const Price& price,
                  const std::string& what) {
    double value = term.value;
    Conditions conditions = term.conditions;
    if (!term.table.empty()) {
      const PriceTable& table = file_.table(term.table, flavour_);
      value = table_value(table, term, sizes, price, what);
      if (table.conditions.vdd_v > 0) conditions = table.conditions;
    }
    for (const std::string& name : term.per) value *= size_named(name, sizes, price);
    if (!term.factor.empty()) value *= factors_.at(term.factor);
    if (value > 0 && lacks_supply(quantity, conditions, chip_.energy)) note(unscaled, term.source);
    return value * term.times * scaling_factor(quantity, conditions, chip_.energy);
  }

  double table_value(const PriceTable& table, const PriceTerm& term, const Sizes& sizes, const Price& price,
                     const std::string& what) {
    std::vector<std::string> notes;
    try {
      const double value = table.at(term.column, sizes, notes);
      for (const std::string& text : notes) note(extrapolated, std::string(what).append(": ").append(text));
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
  const std::string flavour_;
  const std::map<std::string, double> factors_;
};

ComponentFigures figures_of(const std::string& name, const ComponentPrices& prices, const ChipSpec& chip,
                            Evaluation& evaluation) {
  ComponentFigures figures;
  figures.component = name;
  figures.instances = component_instances(name, chip);
  figures.leakage_mw = evaluation.of(Quantity::Leakage, prices.leakage_mw, name, kLeakageAction);
  figures.area_um2 = evaluation.of(Quantity::Area, prices.area_um2, name, "area");
  if (has_access_time(name)) figures.access_ns = evaluation.of(Quantity::Time, prices.access_ns, name, "access_ns");
  return figures;
}

}  // namespace

const ComponentFigures& ChipPrices::component(const std::string& name) const {
  const auto is_this = [&](const ComponentFigures& figures) { return figures.component == name; };
  return *std::find_if(components.begin(), components.end(), is_this);
}

ComponentFigures& ChipPrices::component(const std::string& name) {
  return const_cast<ComponentFigures&>(static_cast<const ChipPrices*>(this)->component(name));
}

PriceList::PriceList(const std::string& path) : file_(std::make_shared<PriceListFile>(read_price_list(path))) {}

std::string PriceList::title(const PricingSpec& chip) const {
  std::string text = plain_number(file_->node_nm) + " nm, " + file_->name;
  if (!file_->flavoured.empty()) text += ", " + flavour_of(*file_, chip.sram_devices) + " SRAM";
  for (const auto& factor : factors_of(*file_, chip)) text += ", " + factor.first + " " + plain_number(factor.second);
  text += ", " + plain_number(chip.temperature_k) + " K";
  if (chip.voltage_v > 0) text += ", " + plain_number(chip.voltage_v) + " V";
  return text + (chip.ert.empty() ? "" : ", ERT " + chip.ert);
}

ChipPrices PriceList::for_chip(const ChipSpec& chip) const {
  Evaluation evaluation(*file_, chip);
  ChipPrices prices;
  for (std::size_t i = 0; i < kActions; ++i) {
    const ActionInfo& info = kActionInfo[i];
    const Price& price = file_->components.at(info.component).actions_pj.at(info.name);
    prices.action_pj[i] = evaluation.of(Quantity::Energy, price, info.component, info.name);
  }
  const Price& clock = file_->components.at(kClockComponent).actions_pj.at(kClockAction);
  prices.clock_pj = evaluation.of(Quantity::Energy, clock, kClockComponent, kClockAction);
  for (const std::string& name : energy_components())
    prices.components.push_back(figures_of(name, file_->components.at(name), chip, evaluation));
  prices.dense_mac_pj = evaluation.of(Quantity::Energy, file_->dense_mac_pj, "datapath", "dense");
  prices.title = title(chip.energy);
  prices.sources = file_->sources;
  prices.extrapolated = evaluation.extrapolated;
  prices.unscaled = evaluation.unscaled;
  ChipSpec nominal = chip;
  nominal.energy = {};  // a definition follows no supply
  Evaluation convention(*file_, nominal);
  prices.accumulate_pj = convention.of(Quantity::Energy, file_->accumulate_pj, "dram", "").value.nominal;
  prices.multiply_accumulate_pj =
      convention.of(Quantity::Energy, file_->multiply_accumulate_pj, "dram", "").value.nominal;
  if (!chip.energy.ert.empty()) override_prices(prices, chip);
  return prices;
}

EnergyReport PriceList::price(const EnergyInput& input, const ChipSpec& chip) const {
  return energy_of(input, chip, for_chip(chip));
}

std::string price_list_of_node(int node_nm) {
  std::string known;
  for (const int node : kNodes) {
    if (node == node_nm) return data_path("prices/" + std::to_string(node) + "nm.yaml");
    known += (known.empty() ? "" : ", ") + std::to_string(node);
  }
  throw InputError("energy.node_nm: no price list for " + std::to_string(node_nm) + " nm; there are: " + known);
}

std::string price_list_path(const ChipSpec& chip) {
  if (chip.prices.empty()) return price_list_of_node(chip.energy.node_nm == 0 ? kDefaultNode : chip.energy.node_nm);
  if (chip.energy.node_nm == 0) return chip.prices;
  throw InputError("energy.node_nm: stands beside 'prices: " + chip.prices + "'; allowed: one or the other");
}

}  // namespace spikeloom
