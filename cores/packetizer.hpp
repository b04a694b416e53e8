// SPDX-License-Identifier: Apache-2.0
#pragma once
// Sends one flit a cycle when the router has a place: credits for producers first (they are few and free others),
// then finished rows in order; never between the flits of a packet. Holds at most `row_buffers` rows; a sweep reserves
// its buffer when it begins.

#include <deque>
#include <vector>

#include "sim/config/chip_spec.hpp"
#include "sim/machine/core.hpp"
#include "sim/machine/injector.hpp"

namespace spikeloom {

class Packetizer {
 public:
  Packetizer(int row_buffers, const NocSpec& noc)
      : row_buffers_(row_buffers), injector_(noc.vcs, noc.buffer_flits, noc.link_interval_cycles) {}

  bool has_row_buffer() const { return reserved_ + static_cast<int>(rows_.size()) < row_buffers_; }
  void reserve_row() { ++reserved_; }
  /// Fills the reserved buffer. `counts` receives what it costs to build and send it.
  void fill_row(std::vector<Packet> packets, ActionCounts& counts);
  void add_credit(const Packet& packet) { credits_.push_back(packet); }

  void router_credit(int vc, Cycle arrival) { injector_.credit(vc, arrival); }
  bool pending() const { return !credits_.empty() || !rows_.empty(); }

  /// Sends one flit into the link if it may; true when a row buffer became free.
  bool send(Cycle now, LinkOut& link, PacketPool& packets);
  /// Whether a flit waits that can go once a place is known to be free, and from which cycle on.
  bool can_send(Cycle now, Cycle& at) const;

  Cycle busy_cycles() const { return busy_cycles_; }
  Cycle stall_cycles() const { return stall_cycles_; }
  const ActionCounts& credit_actions() const { return credit_actions_; }

 private:
  struct Row {
    std::vector<Packet> packets;
    std::size_t next = 0;
  };
  /// The packet under way or, between packets, the next one.
  const Packet& front() const { return sends_credit() ? credits_.front() : rows_.front().packets[rows_.front().next]; }
  bool sends_credit() const { return injector_.sent() > 0 ? credit_under_way_ : !credits_.empty(); }
  bool pop();

  const int row_buffers_;
  int reserved_ = 0;
  std::deque<Row> rows_;
  std::deque<Packet> credits_;
  Injector injector_;
  bool credit_under_way_ = false;
  std::uint32_t handle_ = 0;  ///< of the packet under way
  Cycle busy_cycles_ = 0, stall_cycles_ = 0;
  Cycle stalled_since_ = 0;
  bool stalled_ = false;
  ActionCounts credit_actions_;
};

}  // namespace spikeloom
