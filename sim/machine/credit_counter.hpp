// SPDX-License-Identifier: Apache-2.0
#pragma once
// Credits of one virtual channel of an outgoing link: how many flits the receiver can still take. A returned credit
// counts from its arrival cycle on, whenever this block happens to be stepped. Credits of one channel arrive in the
// order in which they are sent, and few are under way at a time.

#include <vector>

#include "sim/machine/observer.hpp"

namespace spikeloom {

class CreditCounter {
 public:
  explicit CreditCounter(int places = 0) : available_(places) {}
  void returned(Cycle arrival) { pending_.push_back(arrival); }
  /// Counts the credits that have arrived by now.
  void collect(Cycle now) {
    std::size_t arrived = 0;
    while (arrived < pending_.size() && pending_[arrived] <= now) ++arrived;
    if (arrived == 0) return;
    pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(arrived));
    available_ += static_cast<int>(arrived);
  }
  bool available() const { return available_ > 0; }
  /// A credit is under way; it arrives at next_arrival().
  bool under_way() const { return !pending_.empty(); }
  Cycle next_arrival() const { return pending_.front(); }
  void spend() { --available_; }

 private:
  int available_;
  std::vector<Cycle> pending_;
};

}  // namespace spikeloom
