// SPDX-License-Identifier: Apache-2.0
#include "models/import/rounding.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>

namespace spikeloom {

namespace {

double nearest_level(double weight, double scale, int max_level) {
  const double limit = max_level;
  return std::clamp(std::round(weight / scale), -limit, limit);
}

/// A level that can move by one towards the other side of its weight.
struct Flip {
  std::size_t index = 0;
  double cost = 0.0;  ///< growth of the weight's absolute error, in levels
};

class Balancing {
 public:
  Balancing(const WeightRow& row, double scale, int max_level, std::vector<int>& levels)
      : max_level_(max_level), levels_(levels) {
    for (std::size_t i = 0; i < row.size(); ++i) errors_.push_back(levels[i] - row.weights[i] / scale);
  }

  /// Moves levels of [begin, end) until their errors add up to at most half a level, as far as that can be.
  void run(std::size_t begin, std::size_t end) {
    const double sum = std::accumulate(errors_.begin() + static_cast<std::ptrdiff_t>(begin),
                                       errors_.begin() + static_cast<std::ptrdiff_t>(end), 0.0);
    const auto wanted = static_cast<std::size_t>(std::lround(std::fabs(sum)));
    if (wanted == 0) return;
    const int step = sum > 0.0 ? -1 : 1;
    const std::vector<Flip> flips = cheapest(begin, end, step);
    for (std::size_t i = 0; i < std::min(wanted, flips.size()); ++i) {
      levels_[flips[i].index] += step;
      errors_[flips[i].index] += step;
    }
  }

 private:
  std::vector<Flip> cheapest(std::size_t begin, std::size_t end, int step) const {
    std::vector<Flip> flips;
    for (std::size_t i = begin; i < end; ++i) {
      // Beyond half a level the weight was clipped, or has moved before.
      const bool movable = errors_[i] * step < 0.0 && std::fabs(errors_[i]) <= 0.5;
      if (movable && std::abs(levels_[i] + step) <= max_level_) flips.push_back({i, 1.0 - 2.0 * std::fabs(errors_[i])});
    }
    std::sort(flips.begin(), flips.end(),
              [](const Flip& a, const Flip& b) { return a.cost != b.cost ? a.cost < b.cost : a.index < b.index; });
    return flips;
  }

  int max_level_;
  std::vector<int>& levels_;
  std::vector<double> errors_;  // level - weight / scale
};

}  // namespace

double largest_magnitude(const WeightRow& row) {
  double largest = 0.0;
  for (std::size_t i = 0; i < row.size(); ++i) largest = std::max(largest, std::fabs(row.weights[i]));
  return largest;
}

double squared_error(const WeightRow& row, double scale, int max_level) {
  double sum = 0.0;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const double error = row.weights[i] - scale * nearest_level(row.weights[i], scale, max_level);
    sum += error * error;
  }
  return sum;
}

double best_scale(const WeightRow& row, int max_level, double least) {
  constexpr int kSteps = 24;
  constexpr double kSmallestFraction = 0.4;  // of the scale that clips nothing; more clipping never paid
  const double unclipped = largest_magnitude(row) / max_level;
  if (unclipped <= least) return least;
  double best = unclipped;
  double best_error = squared_error(row, unclipped, max_level);
  for (int i = 1; i < kSteps; ++i) {
    const double scale = unclipped * (1.0 - (1.0 - kSmallestFraction) * i / kSteps);
    const double error = scale < least ? best_error : squared_error(row, scale, max_level);
    if (error < best_error) {
      best = scale;
      best_error = error;
    }
  }
  return best;
}

int best_exponent(const WeightRow& row, int max_level, int least) {
  const double largest = largest_magnitude(row);
  if (largest == 0.0) return least;
  const int unclipped = static_cast<int>(std::ceil(std::log2(largest / max_level)));
  if (unclipped <= least) return least;
  const bool clip = squared_error(row, std::ldexp(1.0, unclipped - 1), max_level) <
                    squared_error(row, std::ldexp(1.0, unclipped), max_level);
  return clip ? unclipped - 1 : unclipped;
}

std::vector<int> round_row(const WeightRow& row, double scale, int max_level, bool balanced) {
  std::vector<int> levels;
  for (std::size_t i = 0; i < row.size(); ++i)
    levels.push_back(static_cast<int>(nearest_level(row.weights[i], scale, max_level)));
  if (!balanced) return levels;
  Balancing balancing(row, scale, max_level, levels);
  const auto taps = static_cast<std::size_t>(row.taps);
  if (taps > 1)
    for (std::size_t begin = 0; begin < row.size(); begin += taps) balancing.run(begin, begin + taps);
  balancing.run(0, row.size());
  return levels;
}

}  // namespace spikeloom
