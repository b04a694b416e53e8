// SPDX-License-Identifier: Apache-2.0
#pragma once
// Fields of the ports of a verilated model, whichever type their width has.

#include <verilated.h>

#include <cstdint>

namespace spikeloom {

/// Up to 32 bits of a port.
template <class Port>
std::uint32_t get_bits(const Port& port, int offset, int width) {
  const std::uint64_t mask = (std::uint64_t{1} << static_cast<unsigned>(width)) - 1;
  return static_cast<std::uint32_t>(static_cast<std::uint64_t>(port) >> static_cast<unsigned>(offset) & mask);
}
template <std::size_t kWords>
std::uint32_t get_bits(const VlWide<kWords>& port, int offset, int width) {
  const auto word = static_cast<std::size_t>(offset / 32);
  std::uint64_t pair = port.m_storage[word];
  if (word + 1 < kWords) pair |= std::uint64_t{port.m_storage[word + 1]} << 32U;
  return get_bits(pair, offset % 32, width);
}

template <class Port>
void put_bits(Port& port, int offset, int width, std::uint32_t value) {
  const std::uint64_t mask = ((std::uint64_t{1} << static_cast<unsigned>(width)) - 1) << static_cast<unsigned>(offset);
  port = static_cast<Port>((port & ~mask) | (std::uint64_t{value} << static_cast<unsigned>(offset) & mask));
}
template <std::size_t kWords>
void put_bits(VlWide<kWords>& port, int offset, int width, std::uint32_t value) {
  const auto word = static_cast<std::size_t>(offset / 32);
  const bool two = word + 1 < kWords;
  std::uint64_t pair = port.m_storage[word] | (two ? std::uint64_t{port.m_storage[word + 1]} << 32U : 0);
  put_bits(pair, offset % 32, width, value);
  port.m_storage[word] = static_cast<EData>(pair);
  if (two) port.m_storage[word + 1] = static_cast<EData>(pair >> 32U);
}

}  // namespace spikeloom
