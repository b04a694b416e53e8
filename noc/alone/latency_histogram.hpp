// SPDX-License-Identifier: Apache-2.0
#pragma once
// Mean and percentiles of latencies: exact up to kLongestExact cycles, beyond it mean and maximum still are, and a
// percentile that lies there is given as kLongestExact ("at least").

#include <vector>

#include "noc/alone/results.hpp"

namespace spikeloom {

class LatencyHistogram {
 public:
  static constexpr Cycle kLongestExact = Cycle{1} << 20U;

  void add(Cycle latency) {
    ++count_;
    sum_ += latency;
    if (latency >= counts_.size()) return add_long(latency);
    ++counts_[latency];
  }
  LatencyFigures figures() const;

 private:
  void add_long(Cycle latency);
  /// The least latency that at least this share of all do not exceed.
  Cycle percentile(double share) const;

  std::vector<std::uint64_t> counts_ = std::vector<std::uint64_t>(512);
  std::uint64_t count_ = 0, sum_ = 0;
  Cycle longest_ = 0;  ///< of those beyond kLongestExact
};

}  // namespace spikeloom
