// SPDX-License-Identifier: Apache-2.0
#pragma once
// What all routers of a fabric share.

#include "noc/clocked/gated_clock.hpp"
#include "noc/multicast.hpp"
#include "sim/machine/router.hpp"

namespace spikeloom::clocked {

struct FabricParts {
  NocSpec noc;
  Grid grid;
  int local_flits, host_flits;  ///< places behind a local and the host port, for each virtual channel
  GroupTable groups;
  GatedClock clock;

  explicit FabricParts(const FabricContext& context)
      : noc(context.noc),
        grid{context.columns, context.rows, context.noc.topology},
        local_flits(context.local_flits),
        host_flits(context.host_flits),
        groups(grid, noc.routing),
        clock(context.scheduler) {}

  /// Buffer places for each virtual channel behind output d.
  int places_behind(Direction d) const {
    return d == Direction::Local ? local_flits : d == Direction::Host ? host_flits : noc.buffer_flits;
  }
};

/// Of a link to or from a local or host port.
constexpr int kTerminalLatencyCycles = 1;

/// Of the link behind port d of any router, whatever kind of router is at its other end.
inline int latency_of(const FabricParts& fabric, Direction d) {
  return d == Direction::Local || d == Direction::Host ? kTerminalLatencyCycles : fabric.noc.link_latency_cycles;
}

/// The ports of a router, in the order of their numbers.
constexpr std::array<Direction, kDirections> kPorts{Direction::Local, Direction::North, Direction::East,
                                                    Direction::South, Direction::West,  Direction::Host};

}  // namespace spikeloom::clocked
