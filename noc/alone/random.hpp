// SPDX-License-Identifier: Apache-2.0
#pragma once
// Random numbers of a traffic source: the same on every host, and a few nanoseconds each.

#include <array>
#include <cstdint>

#include "base/hash.hpp"
#include "sim/machine/observer.hpp"

namespace spikeloom {

/// SplitMix64 (Steele, Lea, Flood 2014). Eight bytes of state: every tile has one of its own.
class SplitMix {
 public:
  /// Different (seed, stream) start at unrelated places of one sequence of period 2^64.
  explicit SplitMix(std::uint64_t seed = 0, std::uint64_t stream = 0) : state_(combine(combine(0, seed), stream)) {}

  std::uint64_t next() { return mix(state_ += kGoldenGamma); }
  /// What next() will give after `i` others.
  std::uint64_t ahead(std::uint64_t i) const { return mix(state_ + (i + 1) * kGoldenGamma); }
  void skip(std::uint64_t numbers) { state_ += numbers * kGoldenGamma; }
  /// 0..n-1, for n below 2^16; probabilities are off by less than 2^-32.
  int below(int n) { return static_cast<int>((next() >> 32U) * static_cast<std::uint64_t>(n) >> 32U); }

 private:
  std::uint64_t state_;
};

/// True with a given probability.
class Coin {
 public:
  /// Probability from 0 to 1; certain: exactly 1.
  explicit Coin(double probability = 0)
      : certain_(probability >= 1), threshold_(certain_ ? 0 : static_cast<std::uint64_t>(probability * 0x1p64)) {}
  bool toss(SplitMix& random) const { return certain_ || random.next() < threshold_; }

 private:
  bool certain_;
  std::uint64_t threshold_;
};

/// How many tosses of a coin fail before the first success. Drawn digit by digit: for the number of failures G,
/// P(G = g) = p q^g, and q^g is a product over the binary digits of g, so the digits are independent; the digit of 2^i
/// is 1 with probability q^(2^i) / (1 + q^(2^i)). No logarithm, hence the same on every host.
class GeometricGap {
 public:
  /// Probability of success, above 0, at most 1.
  explicit GeometricGap(double probability = 1);
  Cycle draw(SplitMix& random) const;

 private:
  static constexpr unsigned kMaxDigits = 60;
  static constexpr unsigned kAtOnce = 8;  ///< registers of the processor full
  unsigned digits_ = 0;                   ///< those that can be 1
  unsigned drawn_ = 0;                    ///< the same rounded up; the thresholds of the others are 0
  std::array<std::uint64_t, (kMaxDigits / kAtOnce + 1) * kAtOnce> thresholds_{};
};

}  // namespace spikeloom
