// SPDX-License-Identifier: Apache-2.0
#include "energy/ert.hpp"

#include <algorithm>
#include <set>

#include "base/scalars.hpp"
#include "base/suggestion.hpp"
#include "energy/energy.hpp"
#include "energy/price_node.hpp"
#include "energy/prices.hpp"

namespace spikeloom {
namespace {

constexpr const char* kErtLeak = "leak";
constexpr const char* kVersion = "0.4";

/// "chip.weight_sram[0..15]" -> "weight_sram"
std::string component_of(const std::string& name) {
  const std::string without_range = name.substr(0, name.rfind('['));
  return without_range.substr(without_range.rfind('.') + 1);
}

/// "chip.weight_sram[0..15]", or without range where there is one.
std::string name_of(const std::string& component, int instances) {
  const std::string range = instances > 1 ? "[0.." + std::to_string(instances - 1) + "]" : "";
  return "chip." + component + range;
}

void require_known(const PriceNode& node, const std::string& what, const std::string& word,
                   const std::vector<std::string>& known) {
  if (std::find(known.begin(), known.end(), word) == known.end())
    node.refuse("unknown " + what + " '" + word + "'" + suggestion(word, known));
}

/// Puts the figures of one table into the prices.
class PriceOverride {
 public:
  PriceOverride(ChipPrices& prices, const ChipSpec& chip) : prices_(prices), chip_(chip) {}

  void table(const PriceNode& node) {
    node.check_keys({"name", "actions"});
    const std::string component = component_of(node.child("name").text());
    require_known(node.child("name"), "component", component, energy_components());
    for (const PriceNode& entry : node.child("actions").elements()) action(component, entry);
  }

 private:
  void action(const std::string& component, const PriceNode& node) {
    node.check_keys({"name", "arguments", "energy"});
    const std::string name = node.child("name").text();
    std::vector<std::string> known = actions_of(component);
    known.emplace_back(kErtLeak);
    require_known(node.child("name"), "action of component '" + component + "':", name, known);
    if (!seen_.insert(component + "." + name).second)
      node.refuse("'" + component + "." + name + "' stands there twice");
    const double pj = node.child("energy").not_negative("energy");
    const double value = name == kErtLeak ? pj * chip_.clock_mhz * 1e-3 : pj;  // pJ a cycle as mW
    price_of(component, name) = {{value, value, value}, "ERT [" + node.where() + "]"};
  }

  UnitPrice& price_of(const std::string& component, const std::string& action) {
    if (action == kErtLeak) return prices_.component(component).leakage_mw;
    if (component == kClockComponent) return prices_.clock_pj;
    const auto is_this = [&](const ActionInfo& info) { return info.name == action; };
    return prices_.action_pj[static_cast<std::size_t>(std::find_if(kActionInfo.begin(), kActionInfo.end(), is_this) -
                                                      kActionInfo.begin())];
  }

  ChipPrices& prices_;
  const ChipSpec& chip_;
  std::set<std::string> seen_;
};

bool is_leakage(const EnergyLine& line) { return line.action == kLeakageAction; }

/// Calls `open(name)` for each component and `action(line)` for each of its lines.
template <class Open, class Each>
void for_each_component(const EnergyReport& report, Open open, Each action) {
  for (const ComponentEnergy& component : report.components) {
    const auto of_it = [&](const EnergyLine& line) { return line.component == component.component; };
    const auto first = std::find_if(report.lines.begin(), report.lines.end(), of_it);
    if (first->instances == 0) continue;  // a chip without DRAM
    open(name_of(component.component, first->instances));
    for (const EnergyLine& line : report.lines)
      if (of_it(line)) action(line);
  }
}

/// YAML 1.1 takes "1e+06" for a text, and "1.0e+06" for a number.
std::string yaml_number(double value) {
  std::string text = number_text(value);
  const std::size_t exponent = text.find('e');
  if (exponent != std::string::npos && text.find('.') == std::string::npos) text.insert(exponent, ".0");
  return text;
}

std::string head(const char* key) { return std::string(key) + ":\n  version: " + kVersion + "\n"; }

}  // namespace

void override_prices(ChipPrices& prices, const ChipSpec& chip) {
  const ConfigNode document = read_document(chip.energy.ert);
  const PriceNode root(document);
  root.check_keys({"ERT"});
  const PriceNode ert = root.child("ERT");
  ert.check_keys({"version", "tables"});
  static_cast<void>(ert.child("version").text());
  PriceOverride with(prices, chip);
  for (const PriceNode& table : ert.child("tables").elements()) with.table(table);
}

std::string ert_text(const EnergyReport& report) {
  std::string text = head("ERT") + "  tables:\n";
  const double cycles = static_cast<double>(report.input.cycles);
  for_each_component(
      report, [&](const std::string& name) { text += "    - name: " + name + "\n      actions:\n"; },
      [&](const EnergyLine& line) {
        const double pj = is_leakage(line) ? line.price_pj.nominal / cycles : line.price_pj.nominal;
        text += "        - name: " + (is_leakage(line) ? kErtLeak : line.action) + "\n          arguments: {}\n";
        text += "          energy: " + yaml_number(pj) + "\n";
      });
  return text;
}

std::string art_text(const EnergyReport& report) {
  std::string text = head("ART") + "  tables:\n";
  for (const AreaLine& line : report.areas)
    if (line.instances > 0)
      text += "    - name: " + name_of(line.component, line.instances) +
              "\n      area: " + yaml_number(line.each_um2.nominal) + "\n";
  return text;
}

std::string action_counts_text(const EnergyReport& report) {
  std::string text = head("action_counts") + "  local:\n";
  for_each_component(
      report, [&](const std::string& name) { text += "    - name: " + name + "\n      action_counts:\n"; },
      [&](const EnergyLine& line) {
        const std::uint64_t count = is_leakage(line) ? line.count * report.input.cycles : line.count;
        text += "        - name: " + (is_leakage(line) ? kErtLeak : line.action) + "\n";
        text += "          counts: " + std::to_string(count) + "\n";
      });
  return text;
}

}  // namespace spikeloom
