// SPDX-License-Identifier: Apache-2.0
#pragma once
// Credits of one outgoing link: how many flits the receiver can still take. A returned credit counts from its arrival
// cycle on, whenever this block happens to be stepped.

#include <deque>

#include "sim/machine/observer.hpp"

namespace spikeloom {

class CreditCounter {
 public:
  explicit CreditCounter(int places = 0) : available_(places) {}
  void returned(Cycle arrival) { pending_.push_back(arrival); }
  /// Counts the credits that have arrived by now.
  void collect(Cycle now) {
    while (!pending_.empty() && pending_.front() <= now) {
      pending_.pop_front();
      ++available_;
    }
  }
  bool available() const { return available_ > 0; }
  /// A credit is under way; it arrives at next_arrival().
  bool under_way() const { return !pending_.empty(); }
  Cycle next_arrival() const { return pending_.front(); }
  void spend() { --available_; }

 private:
  int available_;
  std::deque<Cycle> pending_;
};

}  // namespace spikeloom
