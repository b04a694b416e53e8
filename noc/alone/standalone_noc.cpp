// SPDX-License-Identifier: Apache-2.0
#include "noc/alone/standalone_noc.hpp"

#include <algorithm>
#include <chrono>
#include <numeric>

#include "base/error.hpp"
#include "sim/machine/fresh_context.hpp"
#include "sim/machine/mesh_links.hpp"

namespace spikeloom {
namespace {

constexpr int kDeadlockLines = 24;

std::string tile_name(const char* what, const MeshSpec& mesh, int tile) {
  return std::string(what) + "_" + std::to_string(tile % mesh.columns) + "_" + std::to_string(tile / mesh.columns);
}

std::vector<std::unique_ptr<Router>> make_routers(const NocAloneSpec& spec, const Catalogue& blocks,
                                                  RouterContext context) {
  std::vector<std::unique_ptr<Router>> routers;
  const Catalogue::RouterFactory& make = blocks.router(spec.noc.router);
  for (context.tile = 0; context.tile < spec.tiles(); ++context.tile)
    routers.push_back(make(tile_name("router", spec.mesh, context.tile).c_str(), context));
  return routers;
}

}  // namespace

StandaloneNoc::StandaloneNoc(const sc_core::sc_module_name& name, const NocAloneSpec& spec, const Catalogue& blocks,
                             PhaseControl::Progress progress)
    : sc_core::sc_module(name),
      spec_(spec),
      scheduler_("scheduler", spec.clock_mhz),
      fabric_context_{scheduler_, spec.noc,      spec.mesh.columns, spec.mesh.rows, spec.noc.buffer_flits,
                      1,          spec.clock_mhz},
      fabric_(blocks.fabric(spec.noc.kernel)("fabric", fabric_context_)),
      routers_(make_routers(spec, blocks, RouterContext{fabric_context_, *fabric_, 0, lockstep_})),
      traffic_(make_traffic(spec, *fabric_)),
      measurement_(spec),
      control_(scheduler_, spec.phases, measurement_, std::move(progress)),
      context_{scheduler_, spec, *traffic_, measurement_, control_} {
  const auto side = [this](int tile, Direction d) -> LinkEnd& {
    return routers_[static_cast<std::size_t>(tile)]->links[at(d)];
  };
  connect_mesh(Grid{spec.mesh.columns, spec.mesh.rows, spec.noc.topology}, side);
  for (int tile = 0; tile < spec.tiles(); ++tile) {
    const std::string terminal = tile_name("terminal", spec.mesh, tile);
    terminals_.push_back(std::make_unique<TrafficTerminal>(terminal.c_str(), context_, tile));
    connect(side(tile, Direction::Local), terminals_.back()->link);
  }
}

/// SystemC looks for what goes from the end of its lists: in the order of their making, thousands of ports would be
/// looked for through all the others.
StandaloneNoc::~StandaloneNoc() {
  while (!terminals_.empty()) terminals_.pop_back();
  while (!routers_.empty()) routers_.pop_back();
}

/// Blocks may be woken from here on, not earlier: by now all have been added to the scheduler.
void StandaloneNoc::start_of_simulation() {
  control_.start(static_cast<int>(
      std::count_if(terminals_.begin(), terminals_.end(), [](const auto& terminal) { return terminal->begin(); })));
}

NocResults StandaloneNoc::run() {
  const auto begin = std::chrono::steady_clock::now();
  sc_core::sc_start();
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
  if (scheduler_.error()) rethrow();
  lockstep_.finish();
  if (!control_.ended()) throw RunError("the network fell silent before the run was over:" + waiting());
  for (const auto& terminal : terminals_) terminal->count_unsent();
  NocResults results = measurement_.results(control_.drained());
  results.cycles = control_.cycles();
  results.host_seconds = seconds.count();
  for (const auto& router : routers_) results.routers.push_back(router->counts());
  for (const RouterCounts& counts : results.routers)
    results.flit_hops = std::accumulate(counts.flits_out.begin(), counts.flits_out.end(), results.flit_hops);
  return results;
}

void StandaloneNoc::rethrow() const {
  try {
    std::rethrow_exception(scheduler_.error());
  } catch (const RunError& error) {
    throw RunError(error.what() + waiting());
  }
}

std::string StandaloneNoc::waiting() const {
  std::string text;
  int lines = 0;
  for (const auto& router : routers_) {
    const std::string what = router->waiting();
    if (what.empty() || ++lines > kDeadlockLines) continue;
    text += std::string("\n  ") + router->basename() + ": " + what;
  }
  return lines > kDeadlockLines ? text + "\n  and " + std::to_string(lines - kDeadlockLines) + " more" : text;
}

NocResults run_noc_alone(const NocAloneSpec& spec, const Catalogue& blocks, const PhaseControl::Progress& progress) {
  const FreshContext context;
  StandaloneNoc noc("noc", spec, blocks, progress);
  return noc.run();
}

}  // namespace spikeloom
