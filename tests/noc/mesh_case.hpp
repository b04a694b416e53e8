// SPDX-License-Identifier: Apache-2.0
#pragma once
// One mesh with its traffic, and what became of each flit: for the routers under test and for a naive reference.

#include <cstdint>
#include <vector>

namespace spikeloom {

struct PlannedFlit {
  int source = 0;           ///< tile
  int destination = 0;      ///< tile, or columns * rows: the host port
  std::uint64_t cycle = 0;  ///< earliest cycle in which the source may hand it to its router
};

struct MeshCase {
  int columns = 4, rows = 4;
  int buffer_flits = 4;
  int router_stages = 1;
  int link_latency_cycles = 1;
  int sink_places = 4;             ///< of each tile's queue
  int service_cycles = 1;          ///< a sink takes one flit out of its queue every so many cycles
  std::vector<PlannedFlit> flits;  ///< a source sends its flits in this order
};

/// Cycle in which each flit became visible to its sink; index as in MeshCase::flits. 0: never.
using Arrivals = std::vector<std::uint64_t>;

/// SystemC routers under the project's scheduler.
Arrivals run_routers(const MeshCase& mesh);

/// Every router in every cycle, from its state at the start of the cycle: slow, plain, shares no code with noc/.
Arrivals run_naive(const MeshCase& mesh);

}  // namespace spikeloom
