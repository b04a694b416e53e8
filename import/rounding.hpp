// SPDX-License-Identifier: Apache-2.0
#pragma once
// From the real weights of one output channel to integer levels: the choice of a scale, and the rounding.

#include <cstddef>
#include <vector>

namespace spikeloom {

/// The weights of one output channel: `groups` input channels of `taps` each.
struct WeightRow {
  const double* weights = nullptr;
  int groups = 0;
  int taps = 1;
  std::size_t size() const { return static_cast<std::size_t>(groups) * taps; }
};

double largest_magnitude(const WeightRow& row);

/// Sum of squared errors of the row rounded to multiples of `scale` within +-max_level.
double squared_error(const WeightRow& row, double scale, int max_level);

/// The scale with the least squared error; large weights are clipped where that serves the others. Not below `least`.
double best_scale(const WeightRow& row, int max_level, double least);

/// The same among powers of two: the exponent, not below `least`.
int best_exponent(const WeightRow& row, int max_level, int least);

/// Nearest levels within +-max_level. `balanced`: some are moved to the second nearest, so that neither a group's
/// errors nor the row's add up; for inputs that are never negative and alike in neighbouring taps, as spikes are.
std::vector<int> round_row(const WeightRow& row, double scale, int max_level, bool balanced);

}  // namespace spikeloom
