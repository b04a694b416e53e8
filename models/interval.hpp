// SPDX-License-Identifier: Apache-2.0
#pragma once
// Closed intervals of integers, for proofs that sums fit (models/bounds). Arithmetic saturates far beyond what fits a
// word and far below what overflows: an interval that arrives there stays there.

#include <algorithm>
#include <cstdint>
#include <vector>

namespace spikeloom {

struct Interval {
  std::int64_t low = 0, high = 0;
};
using Intervals = std::vector<Interval>;  ///< per channel

constexpr std::int64_t kSaturatedInterval = std::int64_t{1} << 61;

__extension__ using WideInteger = __int128;

constexpr std::int64_t saturated(WideInteger value) {
  return static_cast<std::int64_t>(std::clamp<WideInteger>(value, -kSaturatedInterval, kSaturatedInterval));
}

constexpr Interval operator+(const Interval& a, const Interval& b) {
  return {saturated(WideInteger{a.low} + b.low), saturated(WideInteger{a.high} + b.high)};
}
constexpr Interval operator*(const Interval& a, std::int64_t factor) {
  const std::int64_t low = saturated(WideInteger{a.low} * factor), high = saturated(WideInteger{a.high} * factor);
  return factor < 0 ? Interval{high, low} : Interval{low, high};
}
constexpr Interval operator<<(const Interval& a, int shift) { return a * (std::int64_t{1} << shift); }

constexpr Interval with_zero(const Interval& a) {
  return {std::min<std::int64_t>(a.low, 0), std::max<std::int64_t>(a.high, 0)};
}

inline Interval hull(const Intervals& intervals) {
  Interval all = intervals.front();
  for (const Interval& one : intervals) all = {std::min(all.low, one.low), std::max(all.high, one.high)};
  return all;
}

}  // namespace spikeloom
