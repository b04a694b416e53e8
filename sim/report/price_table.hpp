// SPDX-License-Identifier: Apache-2.0
#pragma once
// A table of a price list: values at measured points, interpolated in between. Used by sim/report/prices.

#include <map>
#include <string>
#include <vector>

namespace spikeloom {

/// Sizes of one instance of a component, by the names that price lists use: "bits", "flits", "bank_bytes", ...
using Sizes = std::map<std::string, double>;

struct PriceAxis {
  std::string name;
  double valid_low = 0, valid_high = 0;  ///< a size outside is refused, not guessed
};

struct PriceTable {
  enum class Scale { Linear, LogLog };
  std::string name;
  Scale scale = Scale::Linear;
  std::vector<PriceAxis> axes;
  std::vector<std::string> columns;       ///< of values; they follow the axes in each row
  std::vector<std::vector<double>> rows;  ///< axes, then columns

  /// Index in a row of a column, or -1.
  int column_index(const std::string& column) const;

  /// The value at these sizes: exactly the table at its points, interpolated between them. Below the first point the
  /// first value holds, above the last one its slope goes on; either is noted in `extrapolated`.
  /// Throws InputError for a size that is missing or outside the valid range.
  double at(int column, const Sizes& sizes, std::vector<std::string>& extrapolated) const;
};

}  // namespace spikeloom
