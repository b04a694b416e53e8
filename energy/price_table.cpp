// SPDX-License-Identifier: Apache-2.0
#include "energy/price_table.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "base/units.hpp"

namespace spikeloom {
namespace {

using Rows = std::vector<const std::vector<double>*>;

struct Bracket {
  double low = 0, high = 0;  ///< neighbouring points of an axis; equal: no interpolation
};

Bracket bracket_of(const Rows& rows, std::size_t axis, double size) {
  std::vector<double> points;
  for (const auto* row : rows) points.push_back((*row)[axis]);
  std::sort(points.begin(), points.end());
  points.erase(std::unique(points.begin(), points.end()), points.end());
  if (size <= points.front() || points.size() == 1) return {points.front(), points.front()};
  const auto above = std::lower_bound(points.begin(), points.end(), size);
  if (above == points.end()) return {points[points.size() - 2], points.back()};
  if (*above == size) return {size, size};
  return {*(above - 1), *above};
}

Rows rows_at(const Rows& rows, std::size_t axis, double point) {
  Rows chosen;
  for (const auto* row : rows)
    if ((*row)[axis] == point) chosen.push_back(row);
  return chosen;
}

double interpolate(PriceTable::Scale scale, Bracket x, double y_low, double y_high, double size) {
  if (scale == PriceTable::Scale::Linear) return y_low + (y_high - y_low) * (size - x.low) / (x.high - x.low);
  const double slope = std::log(y_high / y_low) / std::log(x.high / x.low);
  return y_low * std::pow(size / x.low, slope);
}

/// One size being looked up in one column of a table.
class LookUp {
 public:
  LookUp(const PriceTable& table, int column, std::vector<double> sizes, std::vector<std::string>& notes)
      : table_(table), column_(column), sizes_(std::move(sizes)), notes_(notes) {}

  /// One axis after the other: fix this one at its two neighbouring points and interpolate what the others give.
  double value(const Rows& rows, std::size_t axis) {
    if (axis == sizes_.size()) return (*rows.front())[static_cast<std::size_t>(column_)];
    const double size = sizes_[axis];
    note_extrapolation(rows, axis);
    const Bracket x = bracket_of(rows, axis, size);
    const double low = value(rows_at(rows, axis, x.low), axis + 1);
    if (x.low == x.high) return low;
    return interpolate(table_.scale, x, low, value(rows_at(rows, axis, x.high), axis + 1), size);
  }

 private:
  void note_extrapolation(const Rows& rows, std::size_t axis) {
    const auto by_axis = [axis](const auto* a, const auto* b) { return (*a)[axis] < (*b)[axis]; };
    const auto ends = std::minmax_element(rows.begin(), rows.end(), by_axis);
    const double low = (**ends.first)[axis], high = (**ends.second)[axis];
    if (sizes_[axis] >= low && sizes_[axis] <= high) return;
    const std::string note = table_.axes[axis].name + " = " + plain_number(sizes_[axis]) + " is outside the points " +
                             plain_number(low) + " to " + plain_number(high) + " of table '" + table_.name + "'";
    if (std::find(notes_.begin(), notes_.end(), note) == notes_.end()) notes_.push_back(note);
  }

  const PriceTable& table_;
  const int column_;
  const std::vector<double> sizes_;
  std::vector<std::string>& notes_;
};

double size_of(const PriceTable& table, const PriceAxis& axis, const Sizes& sizes) {
  const auto found = sizes.find(axis.name);
  if (found == sizes.end())
    throw InputError("table '" + table.name + "' needs size '" + axis.name + "', which this component does not have");
  if (found->second >= axis.valid_low && found->second <= axis.valid_high) return found->second;
  throw InputError("no price for " + axis.name + " = " + plain_number(found->second) + ": table '" + table.name +
                   "' is valid for " + plain_number(axis.valid_low) + " to " + plain_number(axis.valid_high));
}

}  // namespace

int PriceTable::column_index(const std::string& column) const {
  const auto found = std::find(columns.begin(), columns.end(), column);
  return found == columns.end() ? -1 : static_cast<int>(axes.size() + (found - columns.begin()));
}

double PriceTable::at(int column, const Sizes& sizes, std::vector<std::string>& extrapolated) const {
  std::vector<double> point;
  for (const PriceAxis& axis : axes) point.push_back(size_of(*this, axis, sizes));
  Rows all;
  for (const auto& row : rows) all.push_back(&row);
  return LookUp(*this, column, std::move(point), extrapolated).value(all, 0);
}

}  // namespace spikeloom
