// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <functional>

#include "base/error.hpp"
#include "sim/machine/fresh_context.hpp"
#include "sim/machine/scheduler.hpp"

namespace spikeloom {
namespace {

struct Block : Clocked {
  std::function<void(Cycle)> on_step = [](Cycle) {};
  std::vector<Cycle> steps;
  void step(Cycle now) override {
    steps.push_back(now);
    on_step(now);
  }
};

struct Bench {
  FreshContext context;
  Scheduler scheduler{"scheduler", 500.0};
  Block blocks[3];
  int ids[3];
  Bench() {
    for (int i = 0; i < 3; ++i) ids[i] = scheduler.add(blocks[i]);
  }
};

}  // namespace

TEST_CASE("Blocks are stepped in the cycles for which they were woken, once each, near and far") {
  Bench bench;
  for (const Cycle at : {Cycle{5}, Cycle{5}, Cycle{1023}, Cycle{1024}, Cycle{2048}, Cycle{1000000}})
    bench.scheduler.wake(bench.ids[0], at);
  bench.scheduler.wake(bench.ids[2], 5);
  sc_core::sc_start();
  CHECK(bench.blocks[0].steps == std::vector<Cycle>{5, 1023, 1024, 2048, 1000000});
  CHECK(bench.blocks[1].steps.empty());
  CHECK(bench.blocks[2].steps == std::vector<Cycle>{5});
  CHECK(bench.scheduler.busy_cycles() == 5);
  CHECK(sc_core::sc_time_stamp() == sc_core::sc_time(2e6, sc_core::SC_NS));  // 500 MHz
}

TEST_CASE("A block that wakes itself runs on; the wheel turns many times") {
  Bench bench;
  bench.blocks[1].on_step = [&](Cycle now) {
    if (now < 50000) bench.scheduler.wake(bench.ids[1], now + 777);
  };
  bench.scheduler.wake(bench.ids[1], 1);
  sc_core::sc_start();
  REQUIRE(bench.blocks[1].steps.size() == 66);
  for (std::size_t i = 0; i < 66; ++i) CHECK(bench.blocks[1].steps[i] == 1 + 777 * i);
}

TEST_CASE("Past max_cycles the run stops with an error that keeps its type") {
  Bench bench;
  bench.blocks[0].on_step = [&](Cycle now) { bench.scheduler.wake(bench.ids[0], now + 1); };
  bench.scheduler.set_max_cycles(100);
  bench.scheduler.wake(bench.ids[0], 1);
  sc_core::sc_start();
  REQUIRE(bench.scheduler.error());
  CHECK_THROWS_AS(std::rethrow_exception(bench.scheduler.error()), RunError);
  CHECK(bench.blocks[0].steps.back() == 100);
}

}  // namespace spikeloom
