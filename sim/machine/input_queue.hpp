// SPDX-License-Identifier: Apache-2.0
#pragma once
// The queue behind a router's port, of a core or of the host port. A packet enters it when its tail has arrived, in the
// order of the tails: the flits of a packet follow each other in one virtual channel, packets of different channels
// interleave. What leaves gives its places back, one credit for each flit, one a cycle.

#include "base/ring.hpp"
#include "sim/machine/flit_port.hpp"

namespace spikeloom {

class InputQueue {
 public:
  struct Entry {
    Cycle arrival = 0;         ///< of the tail
    std::uint32_t packet = 0;  ///< handle
    std::uint8_t vc = 0;
    std::uint8_t flits = 0;
  };

  void receive(const Flit& flit, Cycle arrival) {
    if (!flit.tail) return;
    const Entry entry{arrival, flit.packet, flit.vc, static_cast<std::uint8_t>(flit.position + 1)};
    if (empty())
      front_ = entry;
    else
      behind_.push_back(entry);
  }

  bool empty() const { return front_.flits == 0; }
  const Entry& front() const { return front_; }
  /// A packet can be taken in cycle `now`.
  bool ready(Cycle now) const { return !empty() && front_.arrival <= now; }

  /// Takes the front packet.
  Entry pop() {
    const Entry entry = front_;
    front_.flits = 0;
    if (!behind_.empty()) {
      front_ = behind_.front();
      behind_.pop_front();
    }
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
    std::uint8_t vc;
    std::uint8_t places;
  };
  Entry front_;  ///< no flits: the queue is empty
  Ring<Entry> behind_;
  Ring<Freed> freed_;
};

}  // namespace spikeloom
