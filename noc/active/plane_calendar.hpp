// SPDX-License-Identifier: Apache-2.0
#pragma once
// What happens in which of the next cycles, for groups of routers: planes of flits and credits that arrive.

#include <vector>

#include "noc/active/planes.hpp"
#include "sim/machine/observer.hpp"

namespace spikeloom {

/// What comes to a group in one cycle, by port.
template <std::size_t kWords>
struct GroupEvents {
  PortPlanes<kWords> arrivals{};  ///< inputs at which a flit arrives
  PortPlanes<kWords> credits{};   ///< outputs to which a credit comes back
  PortPlanes<kWords> heads{};     ///< inputs whose head begins to ask for a VC
};

struct ExtraCredit {
  std::size_t router, port;
};

/// One cycle.
template <std::size_t kWords>
struct PlaneDay {
  std::vector<GroupEvents<kWords>> events;  ///< of each group
  std::vector<std::uint64_t> groups;        ///< those with events, a bit each
  std::vector<ExtraCredit> extra_credits;   ///< a second one for an output in one cycle
  bool used = false;

  /// To add something.
  GroupEvents<kWords>& at(std::size_t group) {
    used = true;
    groups[group / 64] |= std::uint64_t{1} << group % 64;
    return events[group];
  }
};

template <std::size_t kWords>
class PlaneCalendar {
 public:
  using Day = PlaneDay<kWords>;

  /// For events up to `horizon` cycles ahead.
  PlaneCalendar(std::size_t groups, Cycle horizon) {
    while (mask_ < horizon) mask_ = 2 * mask_ + 1;
    days_.resize(mask_ + 1);
    for (Day& day : days_) {
      day.events.resize(groups);
      day.groups.resize((groups + 63) / 64);
    }
  }

  Day& operator[](Cycle at) { return days_[at & mask_]; }
  const Day& operator[](Cycle at) const { return days_[at & mask_]; }
  /// Events later than now and up to `horizon()` cycles later can be noted.
  Cycle horizon() const { return mask_; }

  /// First cycle after `now` in which something happens; false when nothing does.
  bool next(Cycle now, Cycle& at) const {
    for (at = now + 1; at <= now + mask_; ++at)
      if ((*this)[at].used) return true;
    return false;
  }

 private:
  Cycle mask_ = 1;  ///< number of days, a power of two, - 1
  std::vector<Day> days_;
};

}  // namespace spikeloom
