// SPDX-License-Identifier: Apache-2.0
#pragma once
// A table of a price list: values at measured points, interpolated in between. Used by energy/prices.

#include <map>
#include <string>
#include <vector>

namespace spikeloom {

/// Sizes of one instance of a component, by the names that price lists use: "bits", "flits", "bank_bytes", ...
using Sizes = std::map<std::string, double>;

/// What a figure holds for. 0: not known, so it is not scaled.
struct Conditions {
  double vdd_v = 0;
  double vth_v = 0;            ///< of the transistors that decide how fast it is
  double temperature_k = 0;    ///< of leakage
  double leakage_per_50k = 0;  ///< by what leakage is multiplied when it is 50 K warmer
};

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
  Conditions conditions;

  /// Index in a row of a column, or -1.
  int column_index(const std::string& column) const;

  /// The value at these sizes: exactly the table at its points, interpolated between them. Below the first point the
  /// first value holds, above the last one its slope goes on; either is noted in `extrapolated`, also where the table
  /// has a hole (a point of one axis without that of another).
  /// Throws InputError for a size that is missing or outside the valid range.
  double at(int column, const Sizes& sizes, std::vector<std::string>& extrapolated) const;
};

}  // namespace spikeloom
