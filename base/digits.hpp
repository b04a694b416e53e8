// SPDX-License-Identifier: Apache-2.0
#pragma once
// Digits of a value word. The chip has no multiplier: weight * value is one shifted addition (or subtraction) per
// non-zero digit of the value. Plain: sign and magnitude in binary. CSD: canonical signed digit,
// the representation with the fewest non-zero digits (Reitwiesner 1960): no two neighbours are non-zero.

#include <cstdint>

namespace spikeloom {

enum class DigitCode : std::uint8_t { Plain, CanonicalSignedDigit };

/// The digits of a value: bit i of `plus` is a digit +2^i, bit i of `minus` a digit -2^i.
struct Digits {
  std::uint32_t plus = 0;
  std::uint32_t minus = 0;
};

constexpr std::uint32_t magnitude(std::int32_t value) {
  return value < 0 ? 0U - static_cast<std::uint32_t>(value) : static_cast<std::uint32_t>(value);
}

/// Where the canonical signed digit form of a magnitude has digits other than 0: where 3m and m differ, halved.
constexpr std::uint32_t signed_digit_places(std::uint32_t magnitude) {
  return (magnitude >> 1U) ^ (magnitude + (magnitude >> 1U));
}

/// Values of up to 31 bits with sign (|value| < 2^30, so that the carry of CSD fits).
constexpr Digits digits_of(std::int32_t value, DigitCode code) {
  const std::uint32_t m = magnitude(value);
  Digits d{m, 0};
  if (code == DigitCode::CanonicalSignedDigit) {
    const std::uint32_t places = signed_digit_places(m);
    d = Digits{places & ~(m >> 1U), places & (m >> 1U)};
  }
  return value < 0 ? Digits{d.minus, d.plus} : d;
}

constexpr int popcount32(std::uint32_t word) {
  int count = 0;
  for (; word != 0; word &= word - 1) ++count;
  return count;
}

/// Shifted additions that one weight costs: the non-zero digits of the value.
constexpr int digit_count(std::int32_t value, DigitCode code) {
  const Digits d = digits_of(value, code);
  return popcount32(d.plus) + popcount32(d.minus);
}

}  // namespace spikeloom
