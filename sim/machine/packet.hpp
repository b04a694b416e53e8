// SPDX-License-Identifier: Apache-2.0
#pragma once
// The packets of machine.md section 6, as the simulator carries them. In hardware one packet is one flit: a header
// of kHeaderBits (mapping/target.hpp) and a payload; wider fields here cost nothing and keep messages readable.

#include <array>
#include <cstdint>
#include <vector>

#include "mapping/target.hpp"

namespace spikeloom {

enum class PacketKind : std::uint8_t {
  SpikeWord,  ///< one bit for each channel of a block, from `channel` on
  ValueWord,  ///< `count` values of the channels from `channel` on
  RowEnd,     ///< the producer sent all it has of (image, row, t)
  Credit      ///< the consumer takes `count` more rows from entry `entry` of the producer's destination table
};

struct Packet {
  PacketKind kind = PacketKind::SpikeWord;
  std::uint8_t port = 0;  ///< input of the consumer's layer
  std::uint8_t t = 0;
  std::uint16_t destination = 0;  ///< tile, or host_destination()
  std::uint16_t row = 0, column = 0, channel = 0;
  std::uint16_t count = 0;
  std::int32_t slice = 0;  ///< addressed slice, or kHostSlice
  std::uint32_t entry = 0;
  std::uint32_t image = 0;
  std::uint64_t bits = 0;
  std::array<std::int32_t, kMaxValuesPerWord> values{};
};

/// What routers move: one flit of a packet. Packets are single flits here, so the last field is the whole address.
struct Flit {
  std::uint32_t packet = 0;  ///< handle in the chip's PacketPool
  std::uint16_t destination = 0;
};

/// Number that addresses the host port in a mesh of `tiles` tiles.
constexpr std::uint16_t host_destination(int tiles) { return static_cast<std::uint16_t>(tiles); }

/// Packets in flight. Handles are reused; nothing a chip computes depends on their numbers.
class PacketPool {
 public:
  std::uint32_t add(const Packet& packet) {
    if (free_.empty()) {
      packets_.push_back(packet);
      return static_cast<std::uint32_t>(packets_.size() - 1);
    }
    const std::uint32_t handle = free_.back();
    free_.pop_back();
    packets_[handle] = packet;
    return handle;
  }
  const Packet& operator[](std::uint32_t handle) const { return packets_[handle]; }
  Packet take(std::uint32_t handle) {
    free_.push_back(handle);
    return packets_[handle];
  }
  std::size_t in_flight() const { return packets_.size() - free_.size(); }

 private:
  std::vector<Packet> packets_;
  std::vector<std::uint32_t> free_;
};

/// Hash of what a packet carries and to whom; equal packets of equal runs hash equally whatever their handle.
std::uint64_t packet_hash(const Packet& packet);

/// Order-independent hash over arrivals: the sum of one mixed word for each (flit, cycle, tile).
class FlitHash {
 public:
  void arrival(const Packet& packet, std::uint64_t cycle, std::uint32_t tile);
  std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 0;
};

}  // namespace spikeloom
