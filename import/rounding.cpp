// SPDX-License-Identifier: Apache-2.0
#include "import/rounding.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>

#include "base/vector_clones.hpp"

namespace spikeloom {

namespace {

double nearest_level(double weight, double scale, int max_level) {
  const double limit = max_level;
  return std::clamp(std::round(weight / scale), -limit, limit);
}

// Sums are added up in so many parts: an order that vectors of any width can keep.
constexpr int kLanes = 8;

SPIKELOOM_VECTOR_CLONES double sum_of_squared_errors(const double* weights, std::size_t count, double scale,
                                                     double limit) {
  double sums[kLanes] = {};
  const double inverse = 1.0 / scale;
  const auto squared_error_of = [=](double weight) {
    const double level = std::min(std::max(weight * inverse, -limit), limit);
    const double error = weight - scale * static_cast<int>(level + std::copysign(0.5, level));
    return error * error;
  };
  std::size_t i = 0;
  for (; i + kLanes <= count; i += kLanes)
    for (int lane = 0; lane < kLanes; ++lane) sums[lane] += squared_error_of(weights[i + lane]);
  for (; i < count; ++i) sums[i % kLanes] += squared_error_of(weights[i]);
  return std::accumulate(sums, sums + kLanes, 0.0);
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
    const auto wanted =
        static_cast<std::size_t>(std::lround(std::min(std::fabs(sum), static_cast<double>(end - begin))));
    if (wanted == 0) return;
    const int step = sum > 0.0 ? -1 : 1;
    find_cheapest(begin, end, step, wanted);
    for (std::size_t i = 0; i < std::min(wanted, flips_.size()); ++i) {
      levels_[flips_[i].index] += step;
      errors_[flips_[i].index] += step;
    }
  }

 private:
  /// The `wanted` cheapest come first, in order.
  void find_cheapest(std::size_t begin, std::size_t end, int step, std::size_t wanted) {
    flips_.clear();
    for (std::size_t i = begin; i < end; ++i) {
      // Beyond half a level the weight was clipped, or has moved before.
      const bool movable = errors_[i] * step < 0.0 && std::fabs(errors_[i]) <= 0.5;
      if (movable && std::abs(levels_[i] + step) <= max_level_)
        flips_.push_back({i, 1.0 - 2.0 * std::fabs(errors_[i])});
    }
    const auto middle = flips_.begin() + static_cast<std::ptrdiff_t>(std::min(wanted, flips_.size()));
    std::partial_sort(flips_.begin(), middle, flips_.end(), [](const Flip& a, const Flip& b) {
      return a.cost != b.cost ? a.cost < b.cost : a.index < b.index;
    });
  }

  int max_level_;
  std::vector<int>& levels_;
  std::vector<double> errors_;  // level - weight / scale
  std::vector<Flip> flips_;     // kept for its memory
};

}  // namespace

double largest_magnitude(const WeightRow& row) {
  double largest = 0.0;
  for (std::size_t i = 0; i < row.size(); ++i) largest = std::max(largest, std::fabs(row.weights[i]));
  return largest;
}

double squared_error(const WeightRow& row, double scale, int max_level) {
  return sum_of_squared_errors(row.weights, row.size(), scale, max_level);
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
