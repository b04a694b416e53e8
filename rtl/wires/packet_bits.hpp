// SPDX-License-Identifier: Apache-2.0
#pragma once
// A packet as bits: header in the low ones, payload behind it, zeros up to the end of its last flit. Flits are cut from
// the low end: flit i is bits [i * flit_bits, (i + 1) * flit_bits).

#include <algorithm>
#include <array>
#include <cstdint>

#include "chip/packet_layout.hpp"
#include "chip/spike_bits.hpp"
#include "rtl/verilated/block_dut.hpp"

namespace spikeloom {

constexpr int kLongestPacketBits = kHeaderBits + std::max(kMaxSpikeWordChannels, 32 * kMaxValuesPerWord);

struct PacketBits {
  /// Bits of the header and the longest payload. What flits have behind them is zero.
  std::array<std::uint64_t, (kLongestPacketBits + 63) / 64> words{};
  int flits = 1;
  bool operator==(const PacketBits& other) const { return words == other.words && flits == other.flits; }
};

/// `width` bits (at most 64) from bit `offset` on; zeros behind the end.
template <std::size_t n>
std::uint64_t get_bits(const std::array<std::uint64_t, n>& words, int offset, int width) {
  const auto word = static_cast<std::size_t>(offset / 64);
  const int shift = offset % 64;
  std::uint64_t bits = word < n ? words[word] >> shift : 0;
  if (shift != 0 && shift + width > 64 && word + 1 < n) bits |= words[word + 1] << (64 - shift);
  return bits & low_bits(width);
}

/// Sets bits that are zero; what has no place behind the end must be zero.
template <std::size_t n>
void put_bits(std::array<std::uint64_t, n>& words, int offset, int width, std::uint64_t value) {
  const auto word = static_cast<std::size_t>(offset / 64);
  const int shift = offset % 64;
  value &= low_bits(width);
  if (word < n) words[word] |= value << shift;
  if (shift != 0 && shift + width > 64 && word + 1 < n) words[word + 1] |= value >> (64 - shift);
}

inline FlitBits flit_of(const PacketBits& packet, int position, int flit_bits) {
  FlitBits flit{};
  for (int i = 0; i < flit_bits; i += 64) {
    const int width = std::min(64, flit_bits - i);
    put_bits(flit, i, width, get_bits(packet.words, position * flit_bits + i, width));
  }
  return flit;
}

/// The other way: flit `position` of a packet of which the flits are collected.
inline void add_flit(PacketBits& packet, int position, int flit_bits, const FlitBits& flit) {
  for (int i = 0; i < flit_bits; i += 64) {
    const int width = std::min(64, flit_bits - i);
    put_bits(packet.words, position * flit_bits + i, width, get_bits(flit, i, width));
  }
  packet.flits = position + 1;
}

}  // namespace spikeloom
