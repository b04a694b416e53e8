// SPDX-License-Identifier: Apache-2.0
#include "noc/alone/latency_histogram.hpp"

#include <algorithm>
#include <cmath>

namespace spikeloom {

void LatencyHistogram::add_long(Cycle latency) {
  if (latency >= kLongestExact) {
    longest_ = std::max(longest_, latency);
    return;
  }
  std::size_t size = counts_.size();
  while (size <= latency) size *= 2;
  counts_.resize(size);
  ++counts_[latency];
}

Cycle LatencyHistogram::percentile(double share) const {
  const auto rank = static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(count_)));
  std::uint64_t seen = 0;
  for (std::size_t latency = 0; latency < counts_.size(); ++latency) {
    seen += counts_[latency];
    if (seen >= rank) return latency;
  }
  return kLongestExact;
}

LatencyFigures LatencyHistogram::figures() const {
  LatencyFigures figures;
  figures.count = count_;
  if (count_ == 0) return figures;
  figures.mean = static_cast<double>(sum_) / static_cast<double>(count_);
  figures.p50 = percentile(0.5);
  figures.p99 = percentile(0.99);
  figures.max = longest_;
  for (std::size_t latency = counts_.size(); latency-- > 0 && figures.max == 0;)
    if (counts_[latency] != 0) figures.max = latency;
  return figures;
}

}  // namespace spikeloom
