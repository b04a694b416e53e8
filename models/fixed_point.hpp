// SPDX-License-Identifier: Apache-2.0
#pragma once
// The integer arithmetic of the chip, defined once: used by the reference and by the cores, restated in RTL.
// Every function is pure and constexpr; all values are two's complement and shifts are arithmetic (floor).

#include <cstdint>

namespace spikeloom {

/// value * 2^shift, for negative values too (a left shift of a negative number is not portable C++17).
constexpr std::int32_t shift_left(std::int32_t value, int shift) {
  return static_cast<std::int32_t>(static_cast<std::uint32_t>(value) << shift);
}

/// value / 2^shift, rounded to nearest, halves towards plus infinity.
constexpr std::int32_t round_shift_right(std::int32_t value, int shift) {
  return shift == 0 ? value : (value + (std::int32_t{1} << (shift - 1))) >> shift;
}

/// One addition of the datapath: the accumulator plus a weight shifted left.
constexpr std::int32_t shifted_add(std::int32_t accumulator, std::int32_t weight, int shift) {
  return accumulator + shift_left(weight, shift);
}

/// Bits of the two's complement number that holds every integer in [low, high]: at most 64.
constexpr int signed_bits(std::int64_t low, std::int64_t high) {
  int bits = 1;
  while (bits < 64 && (low < -(std::int64_t{1} << (bits - 1)) || high > (std::int64_t{1} << (bits - 1)) - 1)) ++bits;
  return bits;
}

}  // namespace spikeloom
