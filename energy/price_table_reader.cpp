// SPDX-License-Identifier: Apache-2.0
#include "energy/price_table_reader.hpp"

#include <algorithm>

namespace spikeloom {
namespace {

const std::vector<std::string> kTableKeys{"axes", "interpolation", "columns", "rows", "conditions"};

PriceTable::Scale read_scale(const PriceNode& node) {
  const std::string word = node.text();
  if (word == "linear") return PriceTable::Scale::Linear;
  if (word == "log-log") return PriceTable::Scale::LogLog;
  node.refuse("unknown interpolation '" + word + "'; known: linear, log-log");
}

PriceAxis read_axis(const std::string& name, const PriceNode& node) {
  const auto range = node.elements();
  if (range.size() != 2) node.refuse("expected [lowest, highest] valid size");
  PriceAxis axis{name, range[0].number(), range[1].number()};
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
  node.check_keys(kTableKeys);
  PriceTable table;
  table.name = name;
  table.scale = read_scale(node.child("interpolation"));
  if (node.has("conditions")) table.conditions = read_conditions(node.child("conditions"), {});
  for (const auto& axis : node.child("axes").entries()) table.axes.push_back(read_axis(axis.first, axis.second));
  for (const PriceNode& column : node.child("columns").elements()) table.columns.push_back(column.text());
  for (const PriceNode& row : node.child("rows").elements()) table.rows.push_back(read_row(row, table));
  if (table.axes.empty() || table.columns.empty() || table.rows.empty()) node.refuse("an empty table");
  return table;
}

/// All flavours of a table have the same axes and columns, so that a term can name a column of any.
void check_same_shape(const PriceTable& first, const PriceTable& table, const PriceNode& node) {
  const auto same_name = [](const PriceAxis& a, const PriceAxis& b) { return a.name == b.name; };
  if (first.columns != table.columns ||
      !std::equal(first.axes.begin(), first.axes.end(), table.axes.begin(), table.axes.end(), same_name))
    node.refuse("expected the axes and columns of the flavour before it");
}

void read_flavours(PriceListFile& file, const std::string& name, const PriceNode& node) {
  node.check_keys({"default", "flavours"});
  const PriceNode chosen = node.child("default");
  if (!file.default_flavour.empty() && file.default_flavour != chosen.text())
    chosen.refuse("another default than '" + file.default_flavour + "', that of the table before");
  file.default_flavour = chosen.text();
  file.flavoured.insert(name);
  const PriceTable* first = nullptr;
  for (const auto& entry : node.child("flavours").entries()) {
    const std::string key = name + "/" + entry.first;
    const PriceTable& table = file.tables[key] = read_table(key, entry.second);
    if (first == nullptr) first = &table;
    check_same_shape(*first, table, entry.second);
  }
  if (file.tables.count(name + "/" + chosen.text()) == 0) chosen.refuse("no flavour '" + chosen.text() + "'");
}

}  // namespace

Conditions read_conditions(const PriceNode& node, std::vector<std::string> other_keys) {
  Conditions conditions;
  const std::pair<const char*, double*> fields[] = {{"vdd_v", &conditions.vdd_v},
                                                    {"vth_v", &conditions.vth_v},
                                                    {"temperature_k", &conditions.temperature_k},
                                                    {"leakage_per_50k", &conditions.leakage_per_50k}};
  for (const auto& field : fields) other_keys.emplace_back(field.first);
  node.check_keys(other_keys);
  for (const auto& field : fields)
    if (node.has(field.first)) *field.second = node.child(field.first).not_negative("condition");
  if (conditions.vth_v > 0 && conditions.vth_v >= conditions.vdd_v) node.refuse("vth_v must be below vdd_v");
  return conditions;
}

void read_tables(PriceListFile& file, const PriceNode& node) {
  for (const auto& entry : node.entries()) {
    if (entry.second.has("flavours"))
      read_flavours(file, entry.first, entry.second);
    else
      file.tables[entry.first] = read_table(entry.first, entry.second);
  }
}

}  // namespace spikeloom
