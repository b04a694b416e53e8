// SPDX-License-Identifier: Apache-2.0
#pragma once
// How far interpolation is off: each inner point of a table left out and looked up among the others along one axis, the
// others fixed. Used by `spikeloom energy --interpolation` and by tests.

#include <string>
#include <vector>

#include "energy/price_list.hpp"

namespace spikeloom {

/// Relative errors of one column of a table along one axis.
struct LeaveOneOut {
  std::string table, column, axis;
  std::size_t points = 0;
  double median = 0, p95 = 0, largest = 0;
};

/// Of all columns and axes with inner points.
std::vector<LeaveOneOut> leave_one_out(const PriceTable& table);

/// All tables of a list that are interpolated on a logarithmic scale (the others are small), as a table of text.
std::string interpolation_text(const PriceListFile& file, int width);

}  // namespace spikeloom
