// SPDX-License-Identifier: Apache-2.0
#include "energy/price_reader.hpp"

#include <algorithm>

#include "chip/actions.hpp"
#include "energy/price_node.hpp"
#include "energy/price_table_reader.hpp"

namespace spikeloom {
namespace {

const std::vector<std::string> kCertainties{"V1", "V2", "R", "derived", "assumed"};

/// A source: its text, or a map with the text and what its figures hold for.
struct Source {
  std::string text;
  Conditions conditions;
};

Source read_source(const PriceNode& node) {
  if (node.is_scalar()) return {node.text(), {}};
  return {node.child("text").text(), read_conditions(node, {"text"})};
}

BandFactors read_band(const PriceNode& node) {
  node.check_keys({"low", "high", "why"});
  const BandFactors band{node.child("low").not_negative("factor"), node.child("high").number()};
  if (band.low > 1 || band.high < 1) node.refuse("expected low <= 1 <= high: they multiply the nominal price");
  static_cast<void>(node.child("why").text());
  return band;
}

/// Reads the prices of a file whose sources, factors and tables are known.
class PriceReader {
 public:
  PriceReader(PriceListFile& file, const PriceNode& root) : file_(file) {
    for (const auto& entry : root.child("sources").entries()) sources_[entry.first] = read_source(entry.second);
    for (const auto& entry : root.child("bands").entries()) bands_[entry.first] = read_band(entry.second);
    for (const auto& entry : sources_) file.sources[entry.first] = entry.second.text;
  }

  Price price(const PriceNode& node) const {
    Price price{node.where(), {}};
    if (!node.is_list()) {
      price.terms.push_back(term(node));
      return price;
    }
    for (const PriceNode& element : node.elements()) price.terms.push_back(term(element));
    if (price.terms.empty()) node.refuse("a price without terms");
    return price;
  }

  ComponentPrices component(const std::string& name, const PriceNode& node) const {
    std::vector<std::string> keys{"actions", "leakage", "area"};
    if (has_access_time(name)) keys.emplace_back("access_ns");
    node.check_keys(keys);
    ComponentPrices prices;
    const PriceNode actions = node.child("actions", "prices of component '" + name + "':");
    actions.check_keys(actions_of(name));
    for (const std::string& action : actions_of(name))
      prices.actions_pj[action] = price(actions.child(action, "price of component '" + name + "' for action"));
    const std::string what = "price of component '" + name + "' for";
    prices.leakage_mw = price(node.child("leakage", what));
    prices.area_um2 = price(node.child("area", what));
    if (has_access_time(name)) prices.access_ns = price(node.child("access_ns", what));
    return prices;
  }

 private:
  PriceTerm term(const PriceNode& node) const {
    node.check_keys({"value", "table", "times", "per", "source", "certainty", "band", "note"});
    if (node.has("value") == node.has("table")) node.refuse("expected either 'value' or 'table'");
    PriceTerm term;
    if (node.has("value")) term.value = node.child("value").not_negative("price");
    if (node.has("table")) set_table(term, node.child("table"));
    if (node.has("times")) set_factor(term, node.child("times"));
    if (node.has("per"))
      for (const PriceNode& size : node.child("per").elements()) term.per.push_back(size.text());
    const auto& source = named(sources_, node.child("source"), "source", "sources");
    term.source = source.first;
    term.conditions = source.second.conditions;
    term.certainty = certainty(node.child("certainty"));
    term.band = named(bands_, node.child("band"), "band", "bands").second;
    return term;
  }

  /// "adder.energy_pj": a column of a table.
  void set_table(PriceTerm& term, const PriceNode& node) const {
    const std::string text = node.text();
    const std::size_t dot = text.find('.');
    const std::string name = text.substr(0, dot);
    const bool known = file_.tables.count(name) != 0 || file_.flavoured.count(name) != 0;
    if (dot == std::string::npos || !known) node.refuse("unknown table '" + text + "'");
    term.table = name;
    term.column = file_.table(name, file_.default_flavour).column_index(text.substr(dot + 1));
    if (term.column < 0) node.refuse("unknown column in '" + text + "'");
  }

  /// A number, or the name of a calibration factor, which a chip may change.
  void set_factor(PriceTerm& term, const PriceNode& node) const {
    if (file_.factors.count(node.text()) != 0)
      term.factor = node.text();
    else
      term.times = node.not_negative("factor");
  }

  template <class Value>
  static const std::pair<const std::string, Value>& named(const std::map<std::string, Value>& values,
                                                          const PriceNode& node, const char* what, const char* where) {
    const auto found = values.find(node.text());
    if (found == values.end())
      node.refuse(std::string("unknown ") + what + " '" + node.text() + "'; it must stand in '" + where + "'");
    return *found;
  }

  static std::string certainty(const PriceNode& node) {
    std::string word = node.text();
    if (std::find(kCertainties.begin(), kCertainties.end(), word) == kCertainties.end())
      node.refuse("unknown certainty '" + word + "'; known: V1, V2, R, derived, assumed");
    return word;
  }

  const PriceListFile& file_;
  std::map<std::string, Source> sources_;
  std::map<std::string, BandFactors> bands_;
};

void read_components(PriceListFile& file, const PriceNode& node, const PriceReader& reader) {
  node.check_keys(energy_components());
  for (const std::string& name : energy_components())
    file.components[name] = reader.component(name, node.child(name, "prices of component"));
}

/// The prices that belong to no component: the convention's, and that of a dense network.
void read_operations(PriceListFile& file, const PriceNode& root, const PriceReader& reader) {
  const PriceNode convention = root.child("convention"), dense = root.child("dense");
  const std::string what = "price of the convention for action", mac = "multiply_accumulate";
  convention.check_keys({"accumulate", mac});
  dense.check_keys({mac});
  file.accumulate_pj = reader.price(convention.child("accumulate", what));
  file.multiply_accumulate_pj = reader.price(convention.child(mac, what));
  file.dense_mac_pj = reader.price(dense.child(mac, "price of a dense network for action"));
}

}  // namespace

const std::vector<std::string>& energy_components() {
  static const std::vector<std::string> kNames = [] {
    std::vector<std::string> names;
    for (const ActionInfo& info : kActionInfo)
      if (std::find(names.begin(), names.end(), info.component) == names.end()) names.emplace_back(info.component);
    names.emplace_back(kClockComponent);
    return names;
  }();
  return kNames;
}

std::vector<std::string> actions_of(const std::string& component) {
  if (component == kClockComponent) return {kClockAction};
  std::vector<std::string> names;
  for (const ActionInfo& info : kActionInfo)
    if (component == info.component) names.emplace_back(info.name);
  return names;
}

bool has_access_time(const std::string& component) {
  return component == "weight_sram" || component == "accumulator_sram";
}

PriceListFile read_price_list(const std::string& path) {
  const ConfigNode document = read_document(path);
  const PriceNode root(document);
  root.check_keys({"schema_version", "name", "node_nm", "factors", "sources", "bands", "tables", "convention", "dense",
                   "components"});
  root.require_schema_version(2);
  PriceListFile file;
  file.path = path;
  file.name = root.child("name").text();
  file.node_nm = root.child("node_nm").not_negative("node");
  for (const auto& entry : root.child("factors").entries())
    file.factors[entry.first] = entry.second.not_negative("factor");
  read_tables(file, root.child("tables"));
  const PriceReader reader(file, root);
  read_operations(file, root, reader);
  read_components(file, root.child("components"), reader);
  return file;
}

}  // namespace spikeloom
