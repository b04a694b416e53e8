// SPDX-License-Identifier: Apache-2.0
#include "energy/price_check.hpp"

#include <algorithm>
#include <cmath>

#include "base/text_table.hpp"
#include "base/units.hpp"

namespace spikeloom {
namespace {

using Row = std::vector<double>;

bool same_line(const PriceTable& table, const Row& a, const Row& b, std::size_t axis) {
  for (std::size_t i = 0; i < table.axes.size(); ++i)
    if (i != axis && a[i] != b[i]) return false;
  return true;
}

/// The rows that differ from `left_out` in one axis alone, without it; empty when it is at an end.
std::vector<Row> line_without(const PriceTable& table, const Row& left_out, std::size_t axis) {
  std::vector<Row> line;
  bool below = false, above = false;
  for (const Row& row : table.rows) {
    if (!same_line(table, row, left_out, axis) || row[axis] == left_out[axis]) continue;
    (row[axis] < left_out[axis] ? below : above) = true;
    line.push_back(row);
  }
  return below && above ? line : std::vector<Row>{};
}

double quantile(const std::vector<double>& sorted, double share) {
  return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1) + 0.5)];
}

LeaveOneOut measure(const PriceTable& table, std::size_t axis, std::size_t column) {
  std::vector<double> errors;
  const std::size_t place = table.axes.size() + column;
  for (const Row& row : table.rows) {
    PriceTable rest = table;
    rest.rows = line_without(table, row, axis);
    if (rest.rows.empty()) continue;
    Sizes sizes;
    for (std::size_t i = 0; i < table.axes.size(); ++i) sizes[table.axes[i].name] = row[i];
    std::vector<std::string> notes;
    errors.push_back(std::abs(rest.at(static_cast<int>(place), sizes, notes) / row[place] - 1));
  }
  std::sort(errors.begin(), errors.end());
  LeaveOneOut result{table.name, table.columns[column], table.axes[axis].name, errors.size(), 0, 0, 0};
  if (errors.empty()) return result;
  result.median = quantile(errors, 0.5);
  result.p95 = quantile(errors, 0.95);
  result.largest = errors.back();
  return result;
}

}  // namespace

std::vector<LeaveOneOut> leave_one_out(const PriceTable& table) {
  std::vector<LeaveOneOut> results;
  for (std::size_t column = 0; column < table.columns.size(); ++column)
    for (std::size_t axis = 0; axis < table.axes.size(); ++axis) {
      results.push_back(measure(table, axis, column));
      if (results.back().points == 0) results.pop_back();
    }
  return results;
}

std::string interpolation_text(const PriceListFile& file, int width) {
  using Align = TextTable::Align;
  TextTable text(width,
                 {Align::Left, Align::Left, Align::Left, Align::Right, Align::Right, Align::Right, Align::Right});
  text.add({"table", "column", "along", "points", "median", "95 %", "largest"});
  for (const auto& entry : file.tables)
    if (entry.second.scale == PriceTable::Scale::LogLog)
      for (const LeaveOneOut& r : leave_one_out(entry.second))
        text.add({r.table, r.column, r.axis, std::to_string(r.points), percent_text(r.median, 1),
                  percent_text(r.p95, 1), percent_text(r.largest, 1)});
  return "Interpolation, " + plain_number(file.node_nm) + " nm: error of each inner point when it is left out\n" +
         text.text();
}

}  // namespace spikeloom
