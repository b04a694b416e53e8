// SPDX-License-Identifier: Apache-2.0
#pragma once
// The contract of a spike router: five links, and what it must count. Implementations live in noc/ and rtl/.

#include <array>
#include <string>
#include <systemc>

#include "sim/machine/actions.hpp"
#include "sim/machine/flit_port.hpp"
#include "sim/machine/scheduler.hpp"

namespace spikeloom {

enum class Direction : std::uint8_t { Local, North, East, South, West };
constexpr int kDirections = 5;

struct NocSpec;

/// What a router is built from.
struct RouterContext {
  Scheduler& scheduler;
  const NocSpec& noc;
  int columns = 1, rows = 1;  ///< of the mesh
  int column = 0, row = 0;    ///< of this router
  int local_credits = 1;      ///< places of the core's input queue
  int edge_credits = 1;       ///< places of the host port's queue (only the router it is attached to uses them)
};

class Router : public sc_core::sc_module, public Clocked {
 public:
  std::array<LinkEnd, kDirections> links;  ///< index: Direction; unbound at the edges of the mesh

  virtual const ActionCounts& actions() const = 0;
  /// Flits that went over links to other routers or to the host port.
  virtual std::uint64_t link_flits() const = 0;
  /// For the watchdog: empty, or what waits here and for what.
  virtual std::string waiting() const = 0;

 protected:
  explicit Router(const sc_core::sc_module_name& name) : sc_core::sc_module(name) {}
};

}  // namespace spikeloom
