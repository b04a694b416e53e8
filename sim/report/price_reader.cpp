// SPDX-License-Identifier: Apache-2.0
#include "sim/report/price_reader.hpp"

#include <algorithm>

#include "sim/machine/actions.hpp"
#include "sim/report/price_node.hpp"

namespace spikeloom {
namespace {

const std::vector<std::string> kCertainties{"V1", "V2", "R", "derived", "assumed"};

PriceTable::Scale read_scale(const PriceNode& node) {
  const std::string word = node.text();
  if (word == "linear") return PriceTable::Scale::Linear;
  if (word == "log-log") return PriceTable::Scale::LogLog;
  node.refuse("unknown interpolation '" + word + "'; known: linear, log-log");
}

PriceAxis read_axis(const std::string& name, const PriceNode& node) {
  const auto range = node.elements();
  if (range.size() != 2) node.refuse("expected [lowest, highest] valid size");
  const PriceAxis axis{name, range[0].number(), range[1].number()};
  if (axis.valid_low <= 0 || axis.valid_low > axis.valid_high) node.refuse("expected 0 < lowest <= highest");
  return axis;
}

std::vector<double> read_row(const PriceNode& node, const PriceTable& table) {
  std::vector<double> row;
  for (const PriceNode& cell : node.elements()) {
    row.push_back(cell.not_negative("value"));
    const bool must_be_positive = table.scale == PriceTable::Scale::LogLog || row.size() <= table.axes.size();
    if (must_be_positive && row.back() == 0) cell.refuse("zero is not allowed here");
  }
  if (row.size() != table.axes.size() + table.columns.size())
    node.refuse("expected " + std::to_string(table.axes.size() + table.columns.size()) + " numbers");
  for (const auto& other : table.rows)
    if (std::equal(other.begin(), other.begin() + static_cast<std::ptrdiff_t>(table.axes.size()), row.begin()))
      node.refuse("duplicate point");
  return row;
}

PriceTable read_table(const std::string& name, const PriceNode& node) {
  node.check_keys({"axes", "interpolation", "columns", "rows"});
  PriceTable table;
  table.name = name;
  table.scale = read_scale(node.child("interpolation"));
  for (const auto& axis : node.child("axes").entries()) table.axes.push_back(read_axis(axis.first, axis.second));
  for (const PriceNode& column : node.child("columns").elements()) table.columns.push_back(column.text());
  for (const PriceNode& row : node.child("rows").elements()) table.rows.push_back(read_row(row, table));
  if (table.axes.empty() || table.columns.empty() || table.rows.empty()) node.refuse("an empty table");
  return table;
}

/// Reads the prices of a file whose sources, factors and tables are known.
class PriceReader {
 public:
  PriceReader(const PriceListFile& file, std::map<std::string, std::string> sources)
      : file_(file), sources_(std::move(sources)) {}

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
    node.check_keys({"actions", "leakage"});
    ComponentPrices prices;
    const PriceNode actions = node.child("actions", "prices of component '" + name + "':");
    actions.check_keys(actions_of(name));
    for (const std::string& action : actions_of(name))
      prices.actions_pj[action] = price(actions.child(action, "price of component '" + name + "' for action"));
    prices.leakage_mw = price(node.child("leakage", "price of component '" + name + "' for"));
    return prices;
  }

 private:
  PriceTerm term(const PriceNode& node) const {
    node.check_keys({"value", "table", "times", "per", "source", "certainty", "note"});
    if (node.has("value") == node.has("table")) node.refuse("expected either 'value' or 'table'");
    PriceTerm term;
    if (node.has("value")) term.value = node.child("value").not_negative("price");
    if (node.has("table")) set_table(term, node.child("table"));
    if (node.has("times")) term.times = factor(node.child("times"));
    if (node.has("per"))
      for (const PriceNode& size : node.child("per").elements()) term.per.push_back(size.text());
    term.source = source(node.child("source"));
    term.certainty = certainty(node.child("certainty"));
    return term;
  }

  /// "adder.energy_pj": a column of a table.
  void set_table(PriceTerm& term, const PriceNode& node) const {
    const std::string text = node.text();
    const std::size_t dot = text.find('.');
    const auto table = file_.tables.find(text.substr(0, dot));
    if (dot == std::string::npos || table == file_.tables.end()) node.refuse("unknown table '" + text + "'");
    term.table = table->first;
    term.column = table->second.column_index(text.substr(dot + 1));
    if (term.column < 0) node.refuse("unknown column in '" + text + "'");
  }

  double factor(const PriceNode& node) const {
    const auto named = file_.factors.find(node.text());
    return named != file_.factors.end() ? named->second : node.not_negative("factor");
  }

  std::string source(const PriceNode& node) const {
    const auto named = sources_.find(node.text());
    if (named == sources_.end()) node.refuse("unknown source '" + node.text() + "'; it must stand in 'sources'");
    return named->first;
  }

  static std::string certainty(const PriceNode& node) {
    const std::string word = node.text();
    if (std::find(kCertainties.begin(), kCertainties.end(), word) == kCertainties.end())
      node.refuse("unknown certainty '" + word + "'; known: V1, V2, R, derived, assumed");
    return word;
  }

  const PriceListFile& file_;
  std::map<std::string, std::string> sources_;
};

std::map<std::string, std::string> read_sources(const PriceNode& node) {
  std::map<std::string, std::string> sources;
  for (const auto& entry : node.entries()) sources[entry.first] = entry.second.text();
  return sources;
}

void read_components(PriceListFile& file, const PriceNode& node, const PriceReader& reader) {
  node.check_keys(energy_components());
  for (const std::string& name : energy_components())
    file.components[name] = reader.component(name, node.child(name, "prices of component"));
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

PriceListFile read_price_list(const std::string& path) {
  const ConfigNode document = read_document(path);
  const PriceNode root(document);
  root.check_keys({"schema_version", "name", "node_nm", "factors", "sources", "tables", "convention", "components"});
  if (root.child("schema_version").text() != "1") root.child("schema_version").refuse("this program reads version 1");
  PriceListFile file;
  file.path = path;
  file.name = root.child("name").text();
  file.node_nm = root.child("node_nm").not_negative("node");
  for (const auto& entry : root.child("factors").entries())
    file.factors[entry.first] = entry.second.not_negative("factor");
  for (const auto& entry : root.child("tables").entries())
    file.tables[entry.first] = read_table(entry.first, entry.second);
  const PriceReader reader(file, read_sources(root.child("sources")));
  const PriceNode convention = root.child("convention");
  convention.check_keys({"accumulate", "multiply_accumulate"});
  file.accumulate_pj = reader.price(convention.child("accumulate", "price of the convention for action"));
  file.multiply_accumulate_pj =
      reader.price(convention.child("multiply_accumulate", "price of the convention for action"));
  read_components(file, root.child("components"), reader);
  return file;
}

}  // namespace spikeloom
