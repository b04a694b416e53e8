// SPDX-License-Identifier: Apache-2.0
#pragma once
// Bits of channels: rows of words as a slice or a map has them, and the bits of one spike word.

#include "chip/packet.hpp"

namespace spikeloom {

constexpr std::uint64_t low_bits(int count) {
  return count >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
}

/// As instructions that every x86-64 has: __builtin_popcountll would be a call.
constexpr int popcount64(std::uint64_t word) {
  word -= (word >> 1U) & 0x5555555555555555ULL;
  word = (word & 0x3333333333333333ULL) + ((word >> 2U) & 0x3333333333333333ULL);
  word = (word + (word >> 4U)) & 0x0f0f0f0f0f0f0f0fULL;
  return static_cast<int>((word * 0x0101010101010101ULL) >> 56U);
}

/// `count` bits of `words` from bit `first` on (count <= 64).
inline std::uint64_t extract_bits(const std::uint64_t* words, int first, int count) {
  const auto word = static_cast<std::size_t>(first / 64);
  const int shift = first % 64;
  std::uint64_t bits = words[word] >> shift;
  if (shift != 0 && shift + count > 64) bits |= words[word + 1] << (64 - shift);
  return bits & low_bits(count);
}

/// The same for the bits of a spike word.
inline SpikeBits spike_bits(const std::uint64_t* words, int first, int count) {
  SpikeBits bits{};
  for (std::size_t i = 0; count > 0; ++i, first += 64, count -= 64)
    bits[i] = extract_bits(words, first, count < 64 ? count : 64);
  return bits;
}

/// Sets the bits of `words` from bit `first` on that are set among the first `count` of a spike word.
inline void insert_bits(std::uint64_t* words, int first, const SpikeBits& bits, int count) {
  for (std::size_t i = 0; count > 0; ++i, first += 64, count -= 64) {
    const auto word = static_cast<std::size_t>(first / 64);
    const int shift = first % 64;
    words[word] |= bits[i] << shift;
    if (shift != 0 && shift + count > 64) words[word + 1] |= bits[i] >> (64 - shift);
  }
}

inline bool any(const SpikeBits& bits) {
  std::uint64_t all = 0;
  for (const std::uint64_t word : bits) all |= word;
  return all != 0;
}

inline int count_bits(const SpikeBits& bits) {
  int count = 0;
  for (const std::uint64_t word : bits) count += popcount64(word);
  return count;
}

/// Among `count` bits of `words` from bit `first` on.
inline int count_bits(const std::uint64_t* words, int first, int count) {
  int set = 0;
  for (; count > 0; first += 64, count -= 64) set += popcount64(extract_bits(words, first, count < 64 ? count : 64));
  return set;
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

/// Calls f(i) for each set bit first + i with i < count, ascending.
template <class F>
void for_each_bit(const std::uint64_t* words, int first, int count, F&& f) {
  for (int done = 0; done < count; done += 64)
    for (std::uint64_t bits = extract_bits(words, first + done, count - done < 64 ? count - done : 64); bits != 0;
         bits &= bits - 1)
      f(done + __builtin_ctzll(bits));
}

}  // namespace spikeloom
