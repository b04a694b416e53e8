// SPDX-License-Identifier: Apache-2.0
#pragma once
// The contract of a spike router and of the fabric that makes the routers of a chip. Implementations live in noc/ and
// rtl/; the cycle table all of them keep is in noc/README.md.

#include <array>
#include <memory>
#include <string>
#include <systemc>
#include <vector>

#include "chip/actions.hpp"
#include "sim/machine/direction.hpp"
#include "sim/machine/flit_port.hpp"
#include "sim/machine/scheduler.hpp"

namespace spikeloom {

/// Why a packet or a flit at the front of its virtual channel did not move on in a cycle.
enum class Stall : std::uint8_t {
  NoVc,        ///< a head, and no virtual channel of its output that it may use is free
  LostVc,      ///< a head, and the allocator gave the free ones to others
  NoCredit,    ///< its virtual channel has no place in the next buffer
  LostSwitch,  ///< the allocator gave the switch to others, or the link still carries the last flit
};
constexpr int kStalls = 4;
constexpr std::array<const char*, kStalls> kStallNames{"no_vc", "lost_vc", "no_credit", "lost_switch"};

/// What one router counted. All in flits or cycles summed over its virtual channels.
struct RouterCounts {
  std::array<std::uint64_t, kDirections> flits_in{};   ///< by input port
  std::array<std::uint64_t, kDirections> flits_out{};  ///< by output port: what its link carried
  std::array<std::uint64_t, kStalls> stall_cycles{};   ///< by cause
  std::uint64_t vc_grants = 0, switch_grants = 0;
  std::uint64_t bypassed = 0;         ///< flits that were never written into a buffer
  std::uint64_t buffered_cycles = 0;  ///< sum over flits of the cycles each spent in a buffer
  bool operator==(const RouterCounts& other) const;
  RouterCounts& operator+=(const RouterCounts& other);
};

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

/// Price-able actions of a router.
ActionCounts router_actions(const RouterCounts& counts);

}  // namespace spikeloom
