// SPDX-License-Identifier: Apache-2.0
#pragma once
// The queue behind a router's port, of a core or of the host port. A packet enters it when its tail has arrived, in the
// order of the tails: the flits of a packet follow each other in one virtual channel, packets of different channels
// interleave. What leaves gives its places back, one credit for each flit, one a cycle.

#include <deque>

#include "sim/machine/flit_port.hpp"

namespace spikeloom {

class InputQueue {
 public:
  struct Entry {
    std::uint32_t packet = 0;  ///< handle
    int vc = 0;
    int flits = 1;
    Cycle arrival = 0;  ///< of the tail
  };

  void receive(const Flit& flit, Cycle arrival) {
    if (flit.tail) entries_.push_back({flit.packet, flit.vc, flit.position + 1, arrival});
  }

  bool empty() const { return entries_.empty(); }
  const Entry& front() const { return entries_.front(); }
  /// A packet can be taken in cycle `now`.
  bool ready(Cycle now) const { return !entries_.empty() && entries_.front().arrival <= now; }

  /// Takes the front packet.
  Entry pop() {
    const Entry entry = entries_.front();
    entries_.pop_front();
    freed_.push_back({entry.vc, entry.flits});
    return entry;
  }

  /// Gives one freed place back, once in each cycle while places_owed().
  void return_credit(Cycle now, LinkOut& link) {
    if (freed_.empty()) return;
    link.credits->credit(freed_.front().vc, now + 1);
    if (--freed_.front().places == 0) freed_.pop_front();
  }
  bool places_owed() const { return !freed_.empty(); }

 private:
  struct Freed {
    int vc;
    int places;
  };
  std::deque<Entry> entries_;
  std::deque<Freed> freed_;
};

}  // namespace spikeloom
