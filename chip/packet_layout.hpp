// SPDX-License-Identifier: Apache-2.0
#pragma once
// A packet's header as bits on wires (target.hpp says what the widths add up to): the one place
// from which blocks/packet_codec takes it, and the package that the SystemVerilog modules read is generated. The header
// lies in the low bits of the packet, its payload behind it; flits are cut from the low end.

#include "chip/target.hpp"

namespace spikeloom {

struct BitField {
  int offset, width;
  constexpr int end() const { return offset + width; }
};

namespace packet_layout {

constexpr BitField kCode{0, 4};
constexpr BitField kTile{4, 12};   ///< destination: a tile, or tiles + t for the port at the edge of tile t
constexpr BitField kSlot{16, 5};   ///< of the consumer among the slices of its core; kNoSlot: the host or a store
constexpr BitField kGroup{4, 15};  ///< of a shared packet, in place of tile and slot: its multicast group's number
constexpr BitField kRow{21, 8};
constexpr BitField kColumn{29, 8};
constexpr BitField kStep{37, 3};
constexpr BitField kImageParity{40, 1};
constexpr BitField kWord{41, 7};    ///< channel group: which of the words that the consumer (shared: the sender) has
constexpr BitField kEntry{21, 16};  ///< of a credit: entry of the producer's destination table
constexpr BitField kRows{37, 11};   ///< of a credit: rows granted

static_assert(kCode.end() == kTile.offset && kTile.end() == kSlot.offset && kSlot.end() == kRow.offset);
static_assert(kGroup.offset == kTile.offset && kGroup.end() <= kSlot.end());
static_assert(kRow.end() == kColumn.offset && kColumn.end() == kStep.offset && kStep.end() == kImageParity.offset);
static_assert(kImageParity.end() == kWord.offset && kWord.end() == kHeaderBits && kRows.end() == kHeaderBits);

/// Codes: a kind and, for packets addressed to one slice, the port (0 to 3).
enum Code : int {
  kSpikeWord = 0,
  kValueWord = 4,
  kRowEnd = 8,
  kCredit = 12,
  kSharedSpikeWord = 13,
  kSharedValueWord = 14,
  kSharedRowEnd = 15
};
constexpr int kMaxPorts = 4;
constexpr int kNoSlot = kMaxSlicesPerCore - 1;
static_assert(1 << kSlot.width == kMaxSlicesPerCore && 1 << kRow.width == kMaxRows);
static_assert(1 << kStep.width == kMaxTimeSteps && 1 << kWord.width == kMaxChannelGroups);
static_assert(1 << kGroup.width == kMaxGroups && 1 << kTile.width == kMaxDestinations);

}  // namespace packet_layout
}  // namespace spikeloom
