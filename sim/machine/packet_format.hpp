// SPDX-License-Identifier: Apache-2.0
#pragma once
// Packets as their senders begin them: address and length. Position and content are the sender's.

#include "mapping/dispatch.hpp"
#include "sim/machine/packet.hpp"

namespace spikeloom {

inline Packet packet_of(const Delivery& delivery, PacketKind kind) {
  Packet packet;
  packet.kind = kind;
  packet.port = static_cast<std::uint8_t>(delivery.port);
  packet.flits = static_cast<std::uint8_t>(delivery.flits);
  packet.shared = delivery.shared;
  packet.deliveries = static_cast<std::uint16_t>(delivery.tiles.size());
  packet.destination = static_cast<std::uint16_t>(delivery.destination);
  packet.slice = delivery.slice;
  return packet;
}

}  // namespace spikeloom
