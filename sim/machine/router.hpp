// SPDX-License-Identifier: Apache-2.0
#pragma once
// The contract of a spike router and of the fabric that makes the routers of a chip. Implementations live in noc/ and
// rtl/; the cycle table all of them keep is in noc/README.md.

#include <array>
#include <memory>
#include <string>
#include <systemc>
#include <vector>

#include "chip/router_counts.hpp"
#include "sim/machine/flit_port.hpp"
#include "sim/machine/scheduler.hpp"

namespace spikeloom {

struct NocSpec;
class LockstepLog;

/// What all routers of one chip share.
struct FabricContext {
  Scheduler& scheduler;
  const NocSpec& noc;
  int columns = 1, rows = 1;  ///< of the mesh
  int local_flits = 1;        ///< places for each virtual channel in the queue behind a local port
  int host_flits = 1;         ///< the same behind the host's port
  double clock_mhz = 1000.0;
};

class Router : public sc_core::sc_module {
 public:
  /// Index: Direction; unbound where there is no neighbour.
  std::array<LinkEnd, kDirections> links{
      {LinkEnd("local"), LinkEnd("north"), LinkEnd("east"), LinkEnd("south"), LinkEnd("west"), LinkEnd("host")}};

  virtual RouterCounts counts() const = 0;
  /// For the watchdog: empty, or what waits here and for what.
  virtual std::string waiting() const = 0;

 protected:
  explicit Router(const sc_core::sc_module_name& name) : sc_core::sc_module(name) {}
};

/// Makes the routers of a chip and holds what they share; lives longer than they do.
class Fabric : public sc_core::sc_module {
 public:
  virtual std::unique_ptr<Router> make_router(const sc_core::sc_module_name& name, int tile) = 0;

  /// Before the simulation starts: the Flit::destination that reaches all `tiles` from `source` by a tree. Groups
  /// get numbers in the order in which they are added. Throws InputError when the table is full.
  virtual std::uint16_t add_group(int source, const std::vector<int>& tiles) = 0;

  /// For routers that keep a table of their own, when all groups are there: how many, and the outputs (bit at(d) for
  /// each Direction d) by which packets of a group leave the router of a tile, 0 where the tree does not come by.
  virtual int groups() const { return 0; }
  virtual unsigned group_outputs(int /*destination*/, int /*tile*/) const { return 0; }

 protected:
  explicit Fabric(const sc_core::sc_module_name& name) : sc_core::sc_module(name) {}
};

/// What one router is built from.
struct RouterContext {
  FabricContext chip;
  Fabric& fabric;  ///< of the behavioural routers; it knows the trees of all
  int tile = 0;
  LockstepLog& lockstep;
};

}  // namespace spikeloom
