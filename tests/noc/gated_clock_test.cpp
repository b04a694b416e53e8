// SPDX-License-Identifier: Apache-2.0
// The clock of the clocked fabric is off while nothing moves, and nobody can tell from the results.

#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "noc/clocked/clocked_fabric.hpp"
#include "sim/machine/fresh_context.hpp"
#include "tests/noc/fabric_bench.hpp"
#include "tests/noc/naive.hpp"

namespace spikeloom {
namespace {

/// Notes the cycles in which the clock ticks, and in the first of them expects one more arrival.
struct Listener : sc_core::sc_module {
  Listener(const sc_core::sc_module_name& name, clocked::GatedClock& clock_, Cycle expects_)
      : sc_core::sc_module(name), clock(clock_), expects(expects_) {
    SC_HAS_PROCESS(Listener);
    SC_METHOD(on_clock);
    sensitive << clock.edge();
    dont_initialize();
  }
  void on_clock() {
    if (ticks.empty()) clock.expect(expects);
    ticks.push_back(clock.now());
  }

  clocked::GatedClock& clock;
  const Cycle expects;
  std::vector<Cycle> ticks;
};

std::vector<Cycle> ticks_of(Cycle first_arrival, Cycle next_arrival, bool flit_stays) {
  const FreshContext context;
  Scheduler scheduler("scheduler", 500.0);
  clocked::GatedClock clock(scheduler);
  Listener listener("listener", clock, next_arrival);
  if (flit_stays) clock.flit_buffered();
  clock.expect(first_arrival);
  sc_core::sc_start();
  return listener.ticks;
}

/// Sends flits in cycle 0 and takes what comes without ever giving its place back.
class BlackHole : public sc_core::sc_module, private FlitSink, private CreditSink {
 public:
  LinkEnd link;
  int received = 0;

  /// Throws a RunError when it receives more than `allowed` flits.
  BlackHole(const sc_core::sc_module_name& name, std::vector<Flit> flits, int allowed)
      : sc_core::sc_module(name), flits_(std::move(flits)), allowed_(allowed) {
    link.in.flits(static_cast<FlitSink&>(*this));
    link.in.credits(static_cast<CreditSink&>(*this));
  }

 private:
  void start_of_simulation() override {
    Cycle arrival = 1;
    for (const Flit& flit : flits_) link.out.flits->receive(flit, arrival++);
  }
  void receive(const Flit&, Cycle) override {
    if (++received > allowed_) throw RunError("too many flits");
  }
  void credit(int, Cycle) override {}

  std::vector<Flit> flits_;
  const int allowed_;
};

/// Two routers: three flits go from a source in the west to a sink of one place in the east.
struct Pair {
  explicit Pair(int allowed) : sink("sink", {}, allowed) {
    connect(west->links[at(Direction::Local)], source.link);
    connect(east->links[at(Direction::Local)], sink.link);
    connect(west->links[at(Direction::East)], east->links[at(Direction::West)]);
  }

  NocSpec noc;
  Scheduler scheduler{"scheduler", 500.0};
  ClockedFabric fabric{"fabric", {scheduler, noc, 2, 1, /*local_flits=*/1, /*host_flits=*/1, 500.0}};
  std::unique_ptr<Router> west = fabric.make_router("west", 0), east = fabric.make_router("east", 1);
  BlackHole source{"source", {Flit(1, 1, 0, 0, true), Flit(2, 1, 0, 0, true), Flit(3, 1, 0, 0, true)}, 0};
  BlackHole sink;
};

}  // namespace

TEST_CASE("The clock ticks from one arrival to the next, and is off when none is left") {
  CHECK(ticks_of(100, 103, false) == std::vector<Cycle>{100, 101, 102, 103});
}

TEST_CASE("A flit that waits keeps the clock on for a while, not for ever") {
  const std::vector<Cycle> ticks = ticks_of(100, 103, true);
  CHECK(ticks.size() > 100);
  CHECK(ticks.back() == 100 + ticks.size() - 1);
}

TEST_CASE("Cycles lost while the clock is off are counted") {
  MeshCase mesh;
  mesh.columns = 3;
  mesh.rows = 1;
  mesh.noc.vcs = 2;
  mesh.noc.vc_policy = VcPolicy::Any;
  mesh.noc.buffer_flits = 2;
  mesh.noc.vc_alloc_delay_cycles = 2;
  mesh.noc.switch_alloc_delay_cycles = 3;
  mesh.sink_places = 1;
  mesh.service_cycles = 3001;  // longer than the clock's patience
  for (int i = 0; i < 4; ++i) {
    mesh.packets.push_back({0, {2}, 3, 1});
    mesh.packets.push_back({1, {2}, 3, 1});
    mesh.packets.push_back({1, {2, 0}, 2, 1});
  }
  const Outcome expected = run_naive(mesh);
  CHECK(first_difference(mesh, expected, run_fabric(mesh, "clocked")) == "");
  CHECK(expected.counts[1].stall_cycles[static_cast<std::size_t>(Stall::NoVc)] > 3001);
  CHECK(expected.counts[1].stall_cycles[static_cast<std::size_t>(Stall::NoCredit)] > 3001);
}

TEST_CASE("A network in which flits wait for ever comes to rest and says what waits") {
  const FreshContext context;
  Pair pair(/*allowed=*/1);
  sc_core::sc_start();
  CHECK(pair.sink.received == 1);
  CHECK(pair.west->waiting() == "");
  CHECK(pair.east->waiting() == "2 flits from west vc 0 wait for credits or switch of local");
}

TEST_CASE("What a block throws when it is handed a flit keeps its type") {
  const FreshContext context;
  Pair pair(/*allowed=*/0);
  sc_core::sc_start();
  REQUIRE(pair.scheduler.error());
  CHECK_THROWS_AS(std::rethrow_exception(pair.scheduler.error()), RunError);
}

}  // namespace spikeloom
