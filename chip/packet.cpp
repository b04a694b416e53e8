// SPDX-License-Identifier: Apache-2.0
#include "chip/packet.hpp"

namespace spikeloom {
std::uint64_t packet_hash(const Packet& p) {
  std::uint64_t hash =
      combine(0, static_cast<std::uint64_t>(p.kind) | (std::uint64_t{p.port} << 8U) | (std::uint64_t{p.t} << 16U) |
                     (std::uint64_t{p.shared} << 24U) | (std::uint64_t{p.destination} << 32U));
  hash = combine(hash, std::uint64_t{p.row} | (std::uint64_t{p.column} << 16U) | (std::uint64_t{p.channel} << 32U) |
                           (std::uint64_t{p.count} << 48U));
  hash = combine(hash, static_cast<std::uint32_t>(p.slice) | (std::uint64_t{p.entry} << 32U));
  hash = combine(hash, p.image);
  for (const std::uint64_t bits : p.bits) hash = combine(hash, bits);
  if (p.kind == PacketKind::ValueWord)
    for (int i = 0; i < p.count; ++i)
      hash = combine(hash, static_cast<std::uint32_t>(p.values[static_cast<std::size_t>(i)]));
  return hash;
}

}  // namespace spikeloom
