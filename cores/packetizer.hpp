// SPDX-License-Identifier: Apache-2.0
#pragma once
// Sends one flit a cycle when the router has a place: credits for producers first (they are few and free others),
// then finished rows in order; never between the flits of a packet. Holds at most `row_buffers` rows; a sweep reserves
// its buffer when it begins. A row is held until its packets have left and the slices of this core have taken it; rows
// are freed in order.

#include <vector>

#include "base/ring.hpp"
#include "chip/chip_spec.hpp"
#include "cores/spike_encoder.hpp"
#include "sim/machine/core.hpp"
#include "sim/machine/injector.hpp"

namespace spikeloom {

class Packetizer {
 public:
  Packetizer(const SpikeEncoder& encoder, int row_buffers, const NocSpec& noc)
      : injector_(noc.vcs, noc.buffer_flits, noc.link_interval_cycles),
        encoder_(encoder),
        rows_(static_cast<std::size_t>(row_buffers)) {}

  bool has_row_buffer() const { return reserved_ + held_ < rows_.size(); }
  void reserve_row() { ++reserved_; }
  /// The buffer that was reserved first: to be filled, ...
  LeavingRow& reserved_row() { return rows_[(first_ + held_) % rows_.size()]; }
  /// ... begun (SpikeEncoder::begin) and sent. A row that nobody takes leaves its buffer free at once.
  void send_row();
  /// ... or given back empty.
  void release_row() { --reserved_; }
  /// A slice of this core has taken the row.
  void home_taken(LeavingRow& row);
  /// `slice` owes a producer a credit.
  void add_credit(int slice, const CreditGrant& grant);

  void router_credit(int vc, Cycle arrival) { injector_.credit(vc, arrival); }
  /// What send() touches will be asked for soon.
  void prefetch() const {
    const char* state = reinterpret_cast<const char*>(this);
    for (int line = 0; line < 3; ++line) __builtin_prefetch(state + 64 * line, 1);
  }
  bool pending() const { return !credits_.empty() || sent_ < held_; }

  /// Sends one flit into the link if it may; true when a row buffer became free.
  bool send(Cycle now, LinkOut& link, PacketPool& packets);
  /// Whether a flit waits that can go once a place is known to be free, and from which cycle on.
  bool can_send(Cycle now, Cycle& at) const;

  Cycle busy_cycles() const { return busy_cycles_; }
  /// In which there was something to send and the link was free, but the router had no place.
  Cycle stall_cycles() const { return stall_cycles_; }
  const ActionCounts& credit_actions() const { return credit_actions_; }

 private:
  struct OwedCredit {
    int slice;
    CreditGrant grant;
  };
  /// The packet under way or, between packets, the next one.
  const Packet& front() const { return sends_credit() ? credit_ : word_; }
  bool sends_credit() const { return injector_.sent() > 0 ? credit_under_way_ : !credits_.empty(); }
  void build_credit() { credit_ = encoder_.credit(credits_.front().slice, credits_.front().grant); }
  LeavingRow& leaving() { return rows_[(first_ + sent_) % rows_.size()]; }
  bool pop();
  void begin_row();
  bool free_rows();

  // What most cycles touch comes first: prefetch().
  std::size_t first_ = 0, held_ = 0, sent_ = 0, reserved_ = 0;
  Ring<OwedCredit> credits_;
  Injector injector_;
  bool credit_under_way_ = false;
  bool waiting_ = false;      ///< there was something to send when send() was last called
  std::uint32_t handle_ = 0;  ///< of the packet under way
  Cycle busy_cycles_ = 0, stall_cycles_ = 0;
  Cycle waiting_since_ = 0;
  const SpikeEncoder& encoder_;
  std::vector<LeavingRow>
      rows_;              ///< a ring: from first_ on those held, of which `sent_` have left; then those reserved
  Packet word_, credit_;  ///< next of the first row, of the credits
  ActionCounts credit_actions_;
};

}  // namespace spikeloom
