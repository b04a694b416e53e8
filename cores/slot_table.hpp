// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which place a slice has among those of its core: a small open hash table, asked for every packet.

#include <array>
#include <cstdint>
#include <vector>

#include "chip/target.hpp"

namespace spikeloom {

class SlotTable {
 public:
  /// `slices`: indices in Mapping::slices, in the order of their slots.
  explicit SlotTable(const std::vector<int>& slices) {
    while (mask_ + 1 < 2 * slices.size()) mask_ = 2 * mask_ + 1;
    for (std::uint32_t slot = 0; slot < slices.size(); ++slot) {
      const auto slice = static_cast<std::uint32_t>(slices[slot]);
      std::size_t at = slice & mask_;
      while (entries_[at] != 0) at = (at + 1) & mask_;
      entries_[at] = (slice + 1) * kSlots + slot;
    }
  }

  /// Of a slice of this core.
  std::size_t operator[](int slice) const {
    const auto number = static_cast<std::uint32_t>(slice);
    std::size_t at = number & mask_;
    while (entries_[at] / kSlots != number + 1) at = (at + 1) & mask_;
    return entries_[at] % kSlots;
  }

 private:
  static constexpr std::uint32_t kSlots = kMaxSlicesPerCore;
  std::array<std::uint32_t, 2 * kSlots> entries_{};  ///< (slice + 1) * kSlots + slot; 0: nobody
  std::size_t mask_ = 0;
};

}  // namespace spikeloom
