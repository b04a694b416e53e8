// SPDX-License-Identifier: Apache-2.0
#include "tests/noc/fabric_bench.hpp"

#include <algorithm>
#include <exception>
#include <map>
#include <memory>

#include "noc/register.hpp"
#include "sim/machine/catalogue.hpp"
#include "sim/machine/fresh_context.hpp"
#include "tests/noc/terminal.hpp"

namespace spikeloom {
namespace {

// From the last packet on; longer than any case takes. A fabric that never comes to rest ends in an error.
constexpr Cycle kMaxCycles = 50'000'000;

Cycle last_planned(const MeshCase& mesh) {
  Cycle last = 0;
  for (const PlannedPacket& packet : mesh.packets) last = std::max(last, packet.cycle);
  return last;
}

FabricContext fabric_context(const MeshCase& mesh, Scheduler& scheduler) {
  return {scheduler, mesh.noc, mesh.columns, mesh.rows, mesh.sink_places, mesh.host_sink_places, 1000.0};
}

std::unique_ptr<Fabric> make_fabric(const MeshCase& mesh, const std::string& kernel, Scheduler& scheduler) {
  Catalogue catalogue;
  register_fabrics(catalogue);
  return catalogue.fabric({kernel, "bench"})("fabric", fabric_context(mesh, scheduler));
}

struct Bench : sc_core::sc_module {
  Bench(const sc_core::sc_module_name& name, const MeshCase& mesh, const std::string& kernel, BuildOrder order,
        const BenchRouters& other, const ArrivalIndex& index, Outcome& outcome)
      : sc_core::sc_module(name), scheduler("scheduler", 1000.0), context{scheduler, mesh, index, outcome, {}} {
    lockstep.waveform_folder = other.waveform_folder;
    scheduler.set_max_cycles(last_planned(mesh) + kMaxCycles);
    if (order == BuildOrder::TerminalsFirst) make_terminals(mesh);
    make_routers(mesh, kernel, other);
    if (order == BuildOrder::FabricFirst) make_terminals(mesh);
    for (int tile = 0; tile < mesh.tiles(); ++tile) join(mesh, tile);
    plan(mesh);
  }

  void make_terminals(const MeshCase& mesh) {
    for (int place = 0; place < mesh.places(); ++place)
      terminals.push_back(std::make_unique<Terminal>(("terminal_" + std::to_string(place)).c_str(), context, place));
  }

  void make_routers(const MeshCase& mesh, const std::string& kernel, const BenchRouters& other) {
    fabric = make_fabric(mesh, kernel, scheduler);
    for (int tile = 0; tile < mesh.tiles(); ++tile) {
      const std::string name = "router_" + std::to_string(tile);
      const RouterContext router{fabric_context(mesh, scheduler), *fabric, tile, lockstep};
      routers.push_back(other.make ? other.make(name.c_str(), router) : fabric->make_router(name.c_str(), tile));
    }
  }

  // The links of a tile: to its terminals, to the east and to the south; in a torus around the edge.
  void join(const MeshCase& mesh, int tile) {
    connect(side(tile, Direction::Local), terminals[static_cast<std::size_t>(tile)]->link);
    connect(side(tile, Direction::Host), terminals[static_cast<std::size_t>(mesh.tiles() + tile)]->link);
    const bool torus = mesh.noc.topology == Topology::Torus;
    const int column = tile % mesh.columns, row = tile / mesh.columns;
    if (column + 1 < mesh.columns)
      connect(side(tile, Direction::East), side(tile + 1, Direction::West));
    else if (torus && mesh.columns > 1)
      connect(side(tile, Direction::East), side(tile - column, Direction::West));
    if (row + 1 < mesh.rows)
      connect(side(tile, Direction::South), side(tile + mesh.columns, Direction::North));
    else if (torus && mesh.rows > 1)
      connect(side(tile, Direction::South), side(column, Direction::North));
  }

  void plan(const MeshCase& mesh) {
    std::map<std::pair<int, std::vector<int>>, int> groups;
    for (std::size_t i = 0; i < mesh.packets.size(); ++i) {
      const PlannedPacket& packet = mesh.packets[i];
      const int root = mesh.tile_of(packet.source);
      int destination = packet.destinations.front();
      if (packet.tree()) {
        int& group = groups[{root, packet.destinations}];
        if (group == 0) group = fabric->add_group(root, packet.destinations);
        destination = group;
      }
      context.destinations.push_back(destination);
      terminals[static_cast<std::size_t>(packet.source)]->plan(i);
    }
  }

  LinkEnd& side(int tile, Direction d) { return routers[static_cast<std::size_t>(tile)]->links[at(d)]; }

  void finish(Outcome& outcome, const BenchRouters& other) {
    lockstep.finish();
    if (other.lockstep != nullptr) add_counts(*other.lockstep, lockstep.counts());
    if (other.at_end)
      for (const auto& router : routers) other.at_end(*router);
    outcome.busy_cycles = scheduler.busy_cycles();
    for (const auto& router : routers) {
      outcome.counts.push_back(router->counts());
      if (const std::string waiting = router->waiting(); !waiting.empty())
        outcome.faults.push_back(std::string(router->name()) + " waits: " + waiting);
    }
    for (const auto& terminal : terminals) terminal->check_drained();
  }

  Scheduler scheduler;
  LockstepLog lockstep;
  std::unique_ptr<Fabric> fabric;
  TerminalContext context;
  std::vector<std::unique_ptr<Router>> routers;
  std::vector<std::unique_ptr<Terminal>> terminals;
};

}  // namespace

Outcome run_fabric(const MeshCase& mesh, const std::string& kernel, BuildOrder order, const BenchRouters& other) {
  const FreshContext context;
  const ArrivalIndex index(mesh);
  Outcome outcome;
  outcome.arrivals.resize(index.size());
  outcome.injection_vcs.assign(mesh.packets.size(), -1);
  Bench bench("bench", mesh, kernel, order, other, index, outcome);
  sc_core::sc_start();
  if (bench.scheduler.error()) std::rethrow_exception(bench.scheduler.error());
  bench.finish(outcome, other);
  return outcome;
}

}  // namespace spikeloom
