// SPDX-License-Identifier: Apache-2.0
// The routers under test, each with a terminal that plays source and sink.

#include <deque>
#include <memory>
#include <string>

#include "noc/mesh_router.hpp"
#include "sim/config/chip_spec.hpp"
#include "sim/machine/credit_counter.hpp"
#include "tests/noc/mesh_case.hpp"
#include "tests/support/fresh_context.hpp"

namespace spikeloom {
namespace {

class Terminal : public sc_core::sc_module, public Clocked, private FlitSink, private CreditSink {
 public:
  LinkEnd link;

  Terminal(const sc_core::sc_module_name& name, Scheduler& scheduler, const MeshCase& mesh, Arrivals& arrivals)
      : sc_core::sc_module(name),
        scheduler_(scheduler),
        block_(scheduler.add(*this)),
        mesh_(mesh),
        arrivals_(arrivals),
        places_(mesh.buffer_flits) {
    link.in.flits(static_cast<FlitSink&>(*this));
    link.in.credits(static_cast<CreditSink&>(*this));
  }

  void plan(std::size_t flit) { planned_.push_back(flit); }

  void start_of_simulation() override {
    if (!planned_.empty()) scheduler_.wake(block_, std::max<Cycle>(1, mesh_.flits[planned_.front()].cycle));
  }

  void step(Cycle now) override {
    places_.collect(now);
    inject(now);
    serve(now);
  }

 private:
  void receive(const Flit& flit, Cycle arrival) override {
    arrivals_[flit.packet] = arrival;
    queue_.push_back(arrival);
    scheduler_.wake(block_, arrival);
  }
  void credit(Cycle arrival) override {
    places_.returned(arrival);
    scheduler_.wake(block_, arrival);
  }

  void inject(Cycle now) {
    if (planned_.empty() || !places_.available()) return;
    const std::size_t flit = planned_.front();
    if (mesh_.flits[flit].cycle > now) {
      scheduler_.wake(block_, mesh_.flits[flit].cycle);
      return;
    }
    planned_.pop_front();
    places_.spend();
    link.out.flits->receive(
        {static_cast<std::uint32_t>(flit), static_cast<std::uint16_t>(mesh_.flits[flit].destination)}, now + 1);
    if (!planned_.empty()) scheduler_.wake(block_, std::max(now + 1, mesh_.flits[planned_.front()].cycle));
  }

  void serve(Cycle now) {
    if (queue_.empty()) return;
    if (queue_.front() > now || serve_at_ > now) {
      scheduler_.wake(block_, std::max(queue_.front(), serve_at_));
      return;
    }
    queue_.pop_front();
    serve_at_ = now + static_cast<Cycle>(mesh_.service_cycles);
    link.out.credits->credit(now + 1);
    if (!queue_.empty()) scheduler_.wake(block_, std::max(queue_.front(), serve_at_));
  }

  Scheduler& scheduler_;
  const int block_;
  const MeshCase& mesh_;
  Arrivals& arrivals_;
  CreditCounter places_;
  std::deque<std::size_t> planned_;
  std::deque<Cycle> queue_;
  Cycle serve_at_ = 0;
};

struct Bench : sc_core::sc_module {
  Bench(const sc_core::sc_module_name& name, const MeshCase& mesh, Arrivals& arrivals)
      : sc_core::sc_module(name), scheduler("scheduler", 1000.0) {
    noc.buffer_flits = mesh.buffer_flits;
    noc.router_stages = mesh.router_stages;
    noc.link_latency_cycles = mesh.link_latency_cycles;
    for (int tile = 0; tile < mesh.columns * mesh.rows; ++tile) add_tile(mesh, arrivals, tile);
    host = std::make_unique<Terminal>("host", scheduler, mesh, arrivals);
    connect(side(0, Direction::West), host->link);
    join(mesh);
    for (std::size_t i = 0; i < mesh.flits.size(); ++i)
      terminals[static_cast<std::size_t>(mesh.flits[i].source)]->plan(i);
  }

  void add_tile(const MeshCase& mesh, Arrivals& arrivals, int tile) {
    const RouterContext context{
        scheduler,       noc, mesh.columns, mesh.rows, tile % mesh.columns, tile / mesh.columns, mesh.sink_places,
        mesh.sink_places};
    routers.push_back(std::make_unique<MeshRouter>(("router_" + std::to_string(tile)).c_str(), context));
    terminals.push_back(
        std::make_unique<Terminal>(("terminal_" + std::to_string(tile)).c_str(), scheduler, mesh, arrivals));
    connect(side(tile, Direction::Local), terminals.back()->link);
  }

  void join(const MeshCase& mesh) {
    for (int tile = 0; tile < mesh.columns * mesh.rows; ++tile) {
      if (tile % mesh.columns + 1 < mesh.columns) connect(side(tile, Direction::East), side(tile + 1, Direction::West));
      if (tile / mesh.columns + 1 < mesh.rows)
        connect(side(tile, Direction::South), side(tile + mesh.columns, Direction::North));
    }
  }

  LinkEnd& side(int tile, Direction d) {
    return routers[static_cast<std::size_t>(tile)]->links[static_cast<std::size_t>(d)];
  }

  Scheduler scheduler;
  NocSpec noc;
  std::vector<std::unique_ptr<MeshRouter>> routers;
  std::vector<std::unique_ptr<Terminal>> terminals;
  std::unique_ptr<Terminal> host;
};

}  // namespace

Arrivals run_routers(const MeshCase& mesh) {
  const FreshContext context;
  Arrivals arrivals(mesh.flits.size(), 0);
  Bench bench("bench", mesh, arrivals);
  sc_core::sc_start();
  if (bench.scheduler.error()) std::rethrow_exception(bench.scheduler.error());
  return arrivals;
}

}  // namespace spikeloom
