// SPDX-License-Identifier: Apache-2.0
#include "noc/alone/random.hpp"

#include "base/vector_clones.hpp"

namespace spikeloom {

GeometricGap::GeometricGap(double probability) {
  double power = 1 - probability;  // q^(2^i)
  while (digits_ < kMaxDigits) {
    const auto threshold = static_cast<std::uint64_t>(power / (1 + power) * 0x1p64);
    if (threshold == 0) break;
    thresholds_[digits_++] = threshold;
    power *= power;
  }
  drawn_ = (digits_ + kAtOnce - 1) / kAtOnce * kAtOnce;
}

SPIKELOOM_VECTOR_CLONES Cycle GeometricGap::draw(SplitMix& random) const {
  const SplitMix from = random;
  random.skip(digits_);
  Cycle failures = 0;
  for (std::uint64_t digit = 0; digit < drawn_; ++digit)
    failures |= std::uint64_t{from.ahead(digit) < thresholds_[digit]} << digit;
  return failures;
}

}  // namespace spikeloom
