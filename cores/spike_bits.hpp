// SPDX-License-Identifier: Apache-2.0
#pragma once
// Bits of channels: rows of words as a slice has them, and the bits of one spike word.

#include "sim/machine/packet.hpp"

namespace spikeloom {

/// `count` bits of `words` from bit `first` on (count <= 64).
inline std::uint64_t extract_bits(const std::uint64_t* words, int first, int count) {
  const auto word = static_cast<std::size_t>(first / 64);
  const int shift = first % 64;
  std::uint64_t bits = words[word] >> shift;
  if (shift != 0 && shift + count > 64) bits |= words[word + 1] << (64 - shift);
  return count == 64 ? bits : bits & ((std::uint64_t{1} << count) - 1);
}

/// The same for the bits of a spike word.
inline SpikeBits spike_bits(const std::uint64_t* words, int first, int count) {
  SpikeBits bits{};
  for (std::size_t i = 0; count > 0; ++i, first += 64, count -= 64)
    bits[i] = extract_bits(words, first, count < 64 ? count : 64);
  return bits;
}

inline bool any(const SpikeBits& bits) {
  std::uint64_t all = 0;
  for (const std::uint64_t word : bits) all |= word;
  return all != 0;
}

inline int count_bits(const SpikeBits& bits) {
  int count = 0;
  for (const std::uint64_t word : bits) count += __builtin_popcountll(word);
  return count;
}

/// Calls f(i) for each set bit i, ascending.
template <class F>
void for_each_bit(const SpikeBits& bits, F&& f) {
  int first = 0;
  for (std::uint64_t word : bits) {
    for (; word != 0; word &= word - 1) f(first + __builtin_ctzll(word));
    first += 64;
  }
}

}  // namespace spikeloom
