// SPDX-License-Identifier: Apache-2.0
#include "noc/alone/random.hpp"

namespace spikeloom {

GeometricGap::GeometricGap(double probability) {
  double power = 1 - probability;  // q^(2^i)
  while (digits_ < kMaxDigits) {
    const auto threshold = static_cast<std::uint64_t>(power / (1 + power) * 0x1p64);
    if (threshold == 0) return;
    thresholds_[digits_++] = threshold;
    power *= power;
  }
}

}  // namespace spikeloom
