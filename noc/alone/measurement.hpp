// SPDX-License-Identifier: Apache-2.0
#pragma once
// Books of a run: the packets in the network and what becomes of them. Every flit passes here, so nothing is looked up
// and nothing allocated for a packet once the table has grown to what the network holds.
//
// Saturated is a network that does not keep up: of the flits born in the measured phase (times destinations) more than
// 2 % and more than one packet a tile did not leave it at the same rate, or the measured packets were not drained in
// time. The 2 % are the noise of a finite run; the packet a tile is for runs so short that 2 % are nothing. The warm-up
// must have filled the network. A trace need not be stationary: there only the drain counts.

#include <algorithm>

#include "chip/packet.hpp"
#include "noc/alone/latency_histogram.hpp"
#include "noc/alone/traffic.hpp"

namespace spikeloom {

class Measurement {
 public:
  explicit Measurement(const NocAloneSpec& spec);

  /// A packet was made. Called once for each, in any order.
  void born(const Offer& offer) {
    if (!is_measured(offer.birth)) return;
    measured_born_ += offer.receivers;
    flits_born_ += std::uint64_t{offer.flits} * offer.receivers;
  }
  /// Its head leaves the source in cycle `now`: the handle under which its flits travel.
  std::uint32_t open(int tile, const Offer& offer, Cycle now);
  /// Any flit but the head leaves.
  void sent(std::uint32_t packet, int position, Cycle now) {
    Slot& slot = slot_of(packet);
    delays_[packet * longest_ + static_cast<std::uint32_t>(position)] =
        static_cast<std::uint32_t>(now - slot.departure);
  }
  /// A flit reaches a tile. True when no packet is left in the network, or no measured one.
  bool arrived(const Flit& flit, Cycle arrival, int tile) {
    Slot& slot = slot_of(flit.packet);
    hash_.arrival(slot.name, flit.position, arrival, static_cast<std::uint32_t>(tile));
    ++flits_arrived_;
    last_arrival_ = std::max(last_arrival_, arrival);
    if (arrival - begin_ < cycles_) ++flits_accepted_;
    if (slot.measured != 0) measure(slot, flit, arrival, tile);
    return flit.tail && --slot.receivers == 0 && close(flit.packet);
  }

  Cycle begin() const { return begin_; }
  Cycle end() const { return begin_ + cycles_; }  ///< first cycle that is not measured
  std::uint64_t open_packets() const { return open_; }
  std::uint64_t open_measured() const { return open_measured_; }
  Cycle last_arrival() const { return last_arrival_; }  ///< of any flit handed over so far
  Cycle last_measured_arrival() const { return last_measured_arrival_; }
  std::uint64_t packets() const { return packets_; }
  std::uint64_t flits_arrived() const { return flits_arrived_; }

  /// At the end, when every source has drawn its packets up to end(): all figures but those of routers and time.
  NocResults results(bool drained) const;

 private:
  /// Packed: beyond saturation a large network holds hundreds of thousands. No run takes 2^48 cycles (kLongestPhase).
  struct Slot {
    std::uint64_t birth : 48;      ///< of an unused slot: the next unused one
    std::uint64_t receivers : 16;  ///< tiles that still wait for its tail
    std::uint64_t departure : 48;  ///< of the head
    std::uint64_t measured : 16;
    std::uint64_t name;  ///< source and number: what the hash knows it by

    int source() const { return static_cast<int>(name >> kNumberBits); }
  };
  static_assert(sizeof(Slot) == 24);
  static constexpr unsigned kNumberBits = 48;  ///< of a packet's name
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};
  static constexpr std::uint32_t kChunk = 4096;  ///< slots that are allocated together: growing copies nothing
  struct Position {
    std::uint16_t column, row;
  };

  Slot& slot_of(std::uint32_t packet) { return slots_[packet / kChunk][packet % kChunk]; }
  std::uint32_t unused_slot();
  bool is_measured(Cycle birth) const { return birth - begin_ < cycles_; }
  void measure(const Slot& slot, const Flit& flit, Cycle arrival, int tile);
  bool close(std::uint32_t packet);
  int hops(int from, int to) const;
  bool is_saturated() const;

  const NocAloneSpec& spec_;
  const Cycle begin_, cycles_;
  const std::uint32_t longest_;  ///< flits of the longest packet
  std::vector<std::unique_ptr<Slot[]>> slots_;
  std::uint32_t slots_used_ = 0;
  std::uint32_t unused_ = kNone;        ///< first of the slots that were used before
  std::vector<std::uint32_t> delays_;   ///< [packet][position]: departure of a flit after that of its head
  std::vector<std::uint64_t> numbers_;  ///< of each tile: packets sent
  std::vector<Position> positions_;     ///< of each tile

  std::uint64_t open_ = 0, open_measured_ = 0;
  std::uint64_t packets_ = 0, flits_arrived_ = 0, flits_accepted_ = 0, flits_born_ = 0, measured_born_ = 0;
  std::uint64_t hops_ = 0;
  Cycle last_arrival_ = 0, last_measured_arrival_ = 0;
  FlitHash hash_;
  LatencyHistogram packet_, network_, flit_, head_;
};

}  // namespace spikeloom
