// SPDX-License-Identifier: Apache-2.0
#pragma once
// What happens in which of the next cycles, per router: bits for flits and credits that arrive, so that sending one is
// a bit set and not a list entry, and lists for what is rare.

#include <array>
#include <stdexcept>
#include <utility>
#include <vector>

#include "noc/active/router_state.hpp"
#include "sim/machine/observer.hpp"

namespace spikeloom {

/// A grant made in an earlier cycle, and what it was for.
struct PendingGrant {
  Place input;
  std::uint8_t output;  ///< slot of the output VC; for the switch the one the flit takes
  bool valid;           ///< at the beginning of the cycle in which it is taken
};

/// An input tries again: for the switch, at these outputs if it holds a tree.
struct Retry {
  Place input;
  std::uint8_t outputs;
};

/// The rare events of a cycle.
struct DayLists {
  std::vector<Place> credits;  ///< a second credit for an output VC in one cycle
  std::vector<Place> heads;    ///< ask for an output VC (again)
  std::vector<Retry> retries;  ///< ask for the switch again
  std::vector<PendingGrant> vc_grants, switch_grants;

  void clear() {
    credits.clear();
    heads.clear();
    retries.clear();
    vc_grants.clear();
    switch_grants.clear();
  }
};

/// A set of routers.
class RouterSet {
 public:
  explicit RouterSet(std::size_t routers) : words_((routers + 63) / 64) {}
  void add(int router) {
    words_[static_cast<unsigned>(router) / 64] |= std::uint64_t{1} << (static_cast<unsigned>(router) % 64);
  }
  /// Calls visit(router) for each in ascending order and empties the set; visit may not add to it. Most routers are
  /// announced before: by far(router) two visits ahead, by near(router) one ahead.
  template <class Far, class Near, class Visit>
  void take(Far&& far, Near&& near, Visit&& visit) {
    std::array<int, 64> routers;
    for (std::size_t word = 0; word < words_.size(); ++word) {
      std::size_t count = 0;
      for (std::uint64_t set = std::exchange(words_[word], 0); set != 0; set &= set - 1)
        routers[count++] = static_cast<int>(word * 64) + __builtin_ctzll(set);
      for (std::size_t i = 0; i < count; ++i) {
        if (i + 2 < count) far(routers[i + 2]);
        if (i + 1 < count) near(routers[i + 1]);
        visit(routers[i]);
      }
    }
  }
  /// Calls visit(router) for those that are not in `others` and empties the set; visit may add to `others`.
  template <class Visit>
  void take_without(const RouterSet& others, Visit&& visit) {
    for (std::size_t word = 0; word < words_.size(); ++word)
      for (std::uint64_t set = std::exchange(words_[word], 0) & ~others.words_[word]; set != 0; set &= set - 1)
        visit(static_cast<int>(word * 64) + __builtin_ctzll(set));
  }

 private:
  std::vector<std::uint64_t> words_;
};

/// What comes to one router in one cycle.
struct Events {
  VcSet arrivals = 0;  ///< inputs at which a flit arrives; such a router is served
  VcSet credits = 0;   ///< outputs to which a credit comes back; such a router is credited
};

/// One cycle.
struct Day {
  explicit Day(std::size_t routers) : events(routers), served(routers), credited(routers) {}

  std::vector<Events> events;  ///< by router
  RouterSet served, credited;
  DayLists lists;
  bool used = false;

  void serve(int router) {
    used = true;
    served.add(router);
  }
  void arrival(int router, int input) {
    events[static_cast<std::size_t>(router)].arrivals |= vc_bit(input);
    serve(router);
  }
  void credit(Place output) {
    const int router = router_at(output);
    VcSet& outputs = events[static_cast<std::size_t>(router)].credits;
    const VcSet bit = vc_bit(slot_at(output));
    if ((outputs & bit) != 0) lists.credits.push_back(output);
    outputs |= bit;
    used = true;
    credited.add(router);
  }
};

class Calendar {
 public:
  /// For events up to `horizon` cycles ahead.
  Calendar(std::size_t routers, Cycle horizon) : mask_(days_for(horizon) - 1), days_(mask_ + 1, Day(routers)) {}

  Day& operator[](Cycle at) { return days_[at & mask_]; }

  /// First cycle after `now` in which something happens; false when nothing does.
  bool next(Cycle now, Cycle& at) {
    for (at = now + 1; at <= now + mask_; ++at)
      if ((*this)[at].used) return true;
    return false;
  }
  /// For what comes from outside of the fabric.
  void require_near(Cycle at, Cycle now) const {
    if (at <= now || at - now > mask_) throw std::logic_error("a flit or credit was sent to arrive at a wrong time");
  }

 private:
  static Cycle days_for(Cycle horizon) {
    Cycle days = 2;
    while (days <= horizon) days *= 2;
    return days;
  }

  Cycle mask_;  ///< number of days, a power of two, - 1: few, so that they stay in the cache
  std::vector<Day> days_;
};

}  // namespace spikeloom
