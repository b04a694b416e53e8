// SPDX-License-Identifier: Apache-2.0
#pragma once
// Packets as the simulator carries them. In hardware a packet is a header of kHeaderBits
// and a payload, cut into flits (chip/target.hpp); wider fields here cost nothing and keep messages readable.

#include <array>
#include <cstdint>
#include <vector>

#include "base/hash.hpp"
#include "chip/target.hpp"

namespace spikeloom {

enum class PacketKind : std::uint8_t {
  SpikeWord,  ///< one bit for each channel of a block, from `channel` on
  ValueWord,  ///< `count` values of the channels from `channel` on
  RowEnd,     ///< the producer sent all it has of (image, row, t)
  Credit,     ///< the consumer takes `count` more rows from entry `entry` of the producer's destination table
  Weights     ///< `count` bytes for the weight SRAM of `slice`; only while a chip is loaded, so it takes no code
};

/// The channels of a spike word, 64 in each number; bit 0 of the first is Packet::channel.
using SpikeBits = std::array<std::uint64_t, kMaxSpikeWordChannels / 64>;

struct alignas(64) Packet {
  PacketKind kind = PacketKind::SpikeWord;
  std::uint8_t port = 0;  ///< input of the consumer's layer
  std::uint8_t t = 0;
  std::uint8_t flits = 1;  ///< header and payload together
  std::uint8_t vc = 0;     ///< on which it is sent: one for each sending slice, so that its packets stay in order
  /// Slices take it that know from their mapping what they take of it: `slice` is the sender's, `port` says nothing.
  bool shared = false;
  std::uint16_t deliveries = 1;   ///< tiles that receive it
  std::uint16_t destination = 0;  ///< tile, edge_destination(), or a multicast group
  std::uint16_t row = 0, column = 0, channel = 0;
  std::uint16_t count = 0;
  std::int32_t slice = 0;  ///< addressed slice, kHostSlice, or a store (mapping.hpp)
  std::uint32_t entry = 0;
  std::uint32_t image = 0;
  SpikeBits bits{};
  std::array<std::int32_t, kMaxValuesPerWord> values{};
};

/// What routers move: one flit of a packet. The flits of a packet follow each other in one virtual channel.
struct Flit {
  std::uint32_t packet = 0;       ///< handle in the chip's PacketPool: one packet under way, one destination
  std::uint16_t destination = 0;  ///< tile, edge_destination(), or a multicast group (Fabric::add_group)
  std::uint8_t vc = 0;            ///< virtual channel of the buffer it goes to
  std::uint8_t position : 7;      ///< 0: the head
  std::uint8_t tail : 1;          ///< the last one (a packet of one flit is head and tail)

  Flit() : position(0), tail(0) {}
  Flit(std::uint32_t packet_, int destination_, int vc_, int position_, bool tail_)
      : packet(packet_),
        destination(static_cast<std::uint16_t>(destination_)),
        vc(static_cast<std::uint8_t>(vc_)),
        position(static_cast<std::uint8_t>(position_ & 0x7f)),
        tail(tail_ ? 1 : 0) {}
  bool head() const { return position == 0; }
};
static_assert(sizeof(Flit) == 8);

/// Number that addresses the port at the edge of tile `tile` (its router's Direction::Host) in a mesh of `tiles` tiles.
constexpr std::uint16_t edge_destination(int tiles, int tile) { return static_cast<std::uint16_t>(tiles + tile); }

/// Hash of what a packet carries and to whom; equal packets of equal runs hash equally whatever their handle.
std::uint64_t packet_hash(const Packet& packet);

/// Packets in flight. Handles are reused; nothing a chip computes depends on their numbers.
class PacketPool {
 public:
  std::uint32_t add(const Packet& packet) {
    const std::uint64_t hash = packet_hash(packet);
    if (free_.empty()) {
      packets_.push_back(packet);
      hashes_.push_back(hash);
      return static_cast<std::uint32_t>(packets_.size() - 1);
    }
    const std::uint32_t handle = free_.back();
    free_.pop_back();
    packets_[handle] = packet;
    hashes_[handle] = hash;
    return handle;
  }
  const Packet& operator[](std::uint32_t handle) const { return packets_[handle]; }
  /// packet_hash() of the packet: asked for whenever one of its flits arrives.
  std::uint64_t hash(std::uint32_t handle) const { return hashes_[handle]; }
  /// The packet will be asked for soon.
  void prefetch(std::uint32_t handle) const {
    const char* packet = reinterpret_cast<const char*>(&packets_[handle]);
    __builtin_prefetch(packet);
    __builtin_prefetch(packet + 64);
  }
  /// One of its receivers takes the packet; the last one frees the handle.
  Packet take(std::uint32_t handle) {
    if (--packets_[handle].deliveries == 0) free_.push_back(handle);
    return packets_[handle];
  }
  std::size_t in_flight() const { return packets_.size() - free_.size(); }

 private:
  std::vector<Packet> packets_;
  std::vector<std::uint64_t> hashes_;
  std::vector<std::uint32_t> free_;
};

/// Order-independent hash over arrivals: the sum of one mixed word for each (flit, cycle, tile).
class FlitHash {
 public:
  void arrival(const Packet& packet, int position, std::uint64_t cycle, std::uint32_t tile) {
    arrival(packet_hash(packet), position, cycle, tile);
  }
  /// The same for a packet that is a number, as synthetic traffic has them.
  void arrival(std::uint64_t packet, int position, std::uint64_t cycle, std::uint32_t tile) {
    value_ += combine(combine(packet, cycle), tile | static_cast<std::uint64_t>(position) << 32U);
    last_cycle_ = last_cycle_ < cycle ? cycle : last_cycle_;
  }
  std::uint64_t value() const { return value_; }
  /// Of the last arrival.
  std::uint64_t last_cycle() const { return last_cycle_; }

 private:
  std::uint64_t value_ = 0, last_cycle_ = 0;
};

}  // namespace spikeloom
