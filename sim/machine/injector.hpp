// SPDX-License-Identifier: Apache-2.0
#pragma once
// What every source of packets (core, host port, traffic source) knows of its router's input buffers: one packet at a
// time, all its flits in one virtual channel, one flit in link_interval cycles. The sender names the channel, so that
// packets that share it stay in order, or leaves the choice: round robin among those with a credit.

#include <array>
#include <cstdint>
#include <vector>

#include "sim/machine/flit_port.hpp"

namespace spikeloom {

class Injector {
 public:
  /// `places`: flits that the router can buffer for each of its `vcs` virtual channels.
  Injector(int vcs, int places, int link_interval_cycles)
      : vcs_(vcs), interval_(static_cast<Cycle>(link_interval_cycles)) {
    places_.fill(static_cast<std::uint8_t>(places));
  }

  /// Credits come in the order of their arrivals.
  void credit(int vc, Cycle arrival) { credits_.push_back({arrival, vc}); }

  /// Whether the next flit of the current packet (a head when none is under way) can leave in cycle `now`. Counts the
  /// credits that have arrived.
  bool ready(Cycle now, int vc = kAnyVc) {
    if (!credits_.empty() && credits_.front().arrival <= now) collect(now);
    if (now < next_departure_) return false;
    return position_ > 0 ? has_place(vc_) : choose_vc(vc) != kAnyVc;
  }
  /// First cycle after `now` in which ready() may become true without a further credit, or kNever.
  Cycle next_try(Cycle now, int vc = kAnyVc) const;

  /// Sends one flit; ready(now, vc) holds. `arrival` is when the router sees it. A packet under way stays in its
  /// channel whatever `vc` says.
  void send(LinkOut& link, std::uint32_t packet, int destination, int packet_flits, Cycle now, Cycle arrival,
            int vc = kAnyVc) {
    send(*link.flits[0], packet, destination, packet_flits, now, arrival, vc);
  }
  void send(FlitSink& sink, std::uint32_t packet, int destination, int packet_flits, Cycle now, Cycle arrival,
            int vc = kAnyVc);
  /// Flits of the current packet that have left; 0 between packets.
  int sent() const { return position_; }

  /// When the link is free for the next flit.
  Cycle next_departure() const { return next_departure_; }

  static constexpr Cycle kNever = ~Cycle{0};
  static constexpr int kAnyVc = -1;

 private:
  /// The one asked for or, of any, the next with a credit; kAnyVc when there is none.
  int choose_vc(int wanted) const;

  bool has_place(int vc) const { return places_[static_cast<std::size_t>(vc)] > 0; }
  void collect(Cycle now);

  struct Credit {
    Cycle arrival;
    int vc;
  };
  std::array<std::uint8_t, 8> places_{};  ///< free in the router's buffer, by virtual channel
  std::vector<Credit> credits_;           ///< on their way
  int vcs_;
  Cycle interval_;
  Cycle next_departure_ = 0;
  int vc_ = -1;  ///< of the packet under way, or of the last one
  int position_ = 0;
};

}  // namespace spikeloom
