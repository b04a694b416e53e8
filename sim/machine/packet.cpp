// SPDX-License-Identifier: Apache-2.0
#include "sim/machine/packet.hpp"

namespace spikeloom {
namespace {

// Finaliser of SplitMix64 (Steele, Lea, Flood 2014).
std::uint64_t mix(std::uint64_t x) {
  x ^= x >> 30U;
  x *= 0xbf58476d1ce4e5b9ULL;
  x ^= x >> 27U;
  x *= 0x94d049bb133111ebULL;
  return x ^ (x >> 31U);
}

std::uint64_t combine(std::uint64_t hash, std::uint64_t word) { return mix(hash + 0x9e3779b97f4a7c15ULL + word); }

}  // namespace

std::uint64_t packet_hash(const Packet& p) {
  std::uint64_t hash = combine(0, static_cast<std::uint64_t>(p.kind) | (std::uint64_t{p.port} << 8U) |
                                      (std::uint64_t{p.t} << 16U) | (std::uint64_t{p.destination} << 32U));
  hash = combine(hash, std::uint64_t{p.row} | (std::uint64_t{p.column} << 16U) | (std::uint64_t{p.channel} << 32U) |
                           (std::uint64_t{p.count} << 48U));
  hash = combine(hash, static_cast<std::uint32_t>(p.slice) | (std::uint64_t{p.entry} << 32U));
  hash = combine(hash, p.image);
  hash = combine(hash, p.bits);
  if (p.kind == PacketKind::ValueWord)
    for (int i = 0; i < p.count; ++i)
      hash = combine(hash, static_cast<std::uint32_t>(p.values[static_cast<std::size_t>(i)]));
  return hash;
}

void FlitHash::arrival(const Packet& packet, std::uint64_t cycle, std::uint32_t tile) {
  value_ += combine(combine(packet_hash(packet), cycle), tile);
}

}  // namespace spikeloom
