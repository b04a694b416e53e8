// SPDX-License-Identifier: Apache-2.0
#pragma once
// Flits of the simulator as bits on wires, for routers. A router looks at the address in the first flit and at nothing
// else, so all other bits are a pattern by which a flit that lost or mixed its data is found; user bits carry the
// handle.

#include "chip/packet.hpp"
#include "chip/packet_layout.hpp"
#include "rtl/verilated/wire_flit.hpp"

namespace spikeloom {

/// Bits in the place of a field.
constexpr std::uint32_t in_field(BitField field, int value) {
  return static_cast<std::uint32_t>(value) << static_cast<unsigned>(field.offset);
}
constexpr std::uint32_t field_mask(BitField field) { return ((1U << static_cast<unsigned>(field.width)) - 1U); }

/// Low bits of the header of a packet to this destination.
constexpr std::uint32_t address_bits(int destination) {
  namespace layout = packet_layout;
  if (destination < kFirstGroup)
    return in_field(layout::kCode, layout::kSpikeWord) | in_field(layout::kTile, destination);
  return in_field(layout::kCode, layout::kSharedSpikeWord) | in_field(layout::kGroup, destination - kFirstGroup);
}
/// The destination of a packet whose first word this is.
constexpr int destination_of(std::uint32_t word) {
  namespace layout = packet_layout;
  const std::uint32_t address = word >> static_cast<unsigned>(layout::kTile.offset);
  const bool shared = (word & field_mask(layout::kCode)) >= static_cast<std::uint32_t>(layout::kSharedSpikeWord);
  return shared ? kFirstGroup + static_cast<int>(address & field_mask(layout::kGroup))
                : static_cast<int>(address & field_mask(layout::kTile));
}

inline WireFlit to_wires(const Flit& flit, int flit_bits) {
  constexpr int kAddressBits = packet_layout::kGroup.offset + packet_layout::kGroup.width;
  WireFlit wires;
  wires.vc = flit.vc;
  wires.head = flit.head();
  wires.tail = flit.tail != 0;
  wires.user = flit.packet;
  std::uint32_t pattern = flit.packet * 0x9e3779b1U + flit.position * 0x85ebca6bU + 1U;
  for (int bit = 0; bit < flit_bits; bit += 32, pattern = pattern * 0xc2b2ae35U + 0x27d4eb2fU) {
    const unsigned width = static_cast<unsigned>(flit_bits - bit < 32 ? flit_bits - bit : 32);
    wires.data[static_cast<std::size_t>(bit / 32)] = width == 32 ? pattern : pattern & ((1U << width) - 1U);
  }
  if (wires.head) wires.data[0] = (wires.data[0] & (~0U << kAddressBits)) | address_bits(flit.destination);
  return wires;
}

}  // namespace spikeloom
