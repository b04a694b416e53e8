// SPDX-License-Identifier: Apache-2.0
#pragma once
// Packets as their senders begin them: address and length. Position and content are the sender's.

#include "chip/packet.hpp"
#include "mapping/plan/dispatch.hpp"
#include "mapping/plan/row_grants.hpp"

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

/// The token by which a slice gives a producer more rows, but for the channel it is sent on.
inline Packet credit_packet(const Mapping& mapping, const CreditGrant& grant) {
  Packet packet;
  packet.kind = PacketKind::Credit;
  packet.destination = grant.producer == kHostSlice
                           ? edge_destination(mapping.target.tiles(), mapping.host_tile)
                           : static_cast<std::uint16_t>(mapping.slices[static_cast<std::size_t>(grant.producer)].core);
  packet.slice = grant.producer;
  packet.entry = grant.entry;
  packet.count = static_cast<std::uint16_t>(grant.rows);
  packet.flits = static_cast<std::uint8_t>(mapping.target.token_flits());
  return packet;
}

}  // namespace spikeloom
