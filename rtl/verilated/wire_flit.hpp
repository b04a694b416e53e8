// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

namespace spikeloom {

/// What the flit wires of a link carry in a cycle in which they are valid.
struct WireFlit {
  static constexpr int kMaxWords = 16;  ///< of 32 bits: the widest flit has 512

  std::uint8_t vc = 0;
  bool head = false, tail = false;
  std::uint32_t user = 0;
  std::array<std::uint32_t, kMaxWords> data{};  ///< the low FlitBits

  bool operator==(const WireFlit& other) const {
    return vc == other.vc && head == other.head && tail == other.tail && user == other.user && data == other.data;
  }
  bool operator!=(const WireFlit& other) const { return !(*this == other); }
};

}  // namespace spikeloom
