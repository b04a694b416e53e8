// SPDX-License-Identifier: Apache-2.0
// Arithmetic of many routers at once against that of one, and who gets a sliced kernel.

#include "noc/active/planes.hpp"

#include <catch2/catch.hpp>

#include "noc/active/bit_parallel_kernel.hpp"
#include "sim/machine/fresh_context.hpp"
#include "tests/support/random.hpp"

namespace spikeloom {
namespace {

template <std::size_t kWords>
Plane<kWords> random_plane(Random& random, int percent) {
  Plane<kWords> plane;
  for (std::size_t lane = 0; lane < kWords * kWordRouters; ++lane)
    if (random.chance(percent)) plane.insert(lane);
  return plane;
}

template <std::size_t kWords>
void check_counter(std::size_t digits) {
  Random random(3);
  CounterPlanes<kWords, 7> counter;
  std::array<unsigned, kWords * kWordRouters> expected{};
  const unsigned most = (1U << digits) - 1;
  for (int step = 0; step < 500; ++step) {
    Plane<kWords> up = random_plane<kWords>(random, 50), down = random_plane<kWords>(random, 45);
    Plane<kWords> nonzero;
    for (std::size_t lane = 0; lane < expected.size(); ++lane) {
      if (expected[lane] == most) up &= ~Plane<kWords>::bit(lane);
      if (up.has(lane)) ++expected[lane];
      if (expected[lane] == 0) down &= ~Plane<kWords>::bit(lane);
      if (down.has(lane)) --expected[lane];
      if (expected[lane] != 0) nonzero.insert(lane);
    }
    counter.add(up, digits);
    const Plane<kWords> left = counter.subtract(down, digits);
    for (std::size_t lane = 0; lane < expected.size(); ++lane) {
      REQUIRE(counter.at(lane) == expected[lane]);
      REQUIRE(left.has(lane) == nonzero.has(lane));
    }
  }
}

template <std::size_t kWords>
void check_sums() {
  Random random(4);
  CounterPlanes<kWords, 4> counter;
  std::array<unsigned, kWords * kWordRouters> expected{};
  for (int step = 0; step < 200; ++step) {
    PortPlanes<kWords> ports;
    for (Plane<kWords>& plane : ports) plane = random_plane<kWords>(random, 50);
    const Plane<kWords> carry = counter.add(sum_of<kWords>(ports));
    for (std::size_t lane = 0; lane < expected.size(); ++lane) {
      for (const Plane<kWords>& plane : ports) expected[lane] += plane.has(lane) ? 1 : 0;
      REQUIRE(carry.has(lane) == (expected[lane] >= 16));
      expected[lane] %= 16;
      REQUIRE(counter.at(lane) == expected[lane]);
    }
  }
}

template <std::size_t kWords>
void check_moves() {
  Random random(5);
  const Plane<kWords> plane = random_plane<kWords>(random, 50);
  for (const unsigned lanes : {1, 5, 63, 64}) {
    const Plane<kWords> up = moved_up(plane, lanes), down = moved_down(plane, lanes);
    for (std::size_t lane = 0; lane < kWords * kWordRouters; ++lane) {
      REQUIRE(up.has(lane) == (lane >= lanes && plane.has(lane - lanes)));
      REQUIRE(down.has(lane) == (lane + lanes < kWords * kWordRouters && plane.has(lane + lanes)));
    }
  }
}

bool sliced(const NocSpec& noc, bool with_group = false) {
  const FreshContext context;
  Scheduler scheduler("scheduler", 1000.0);
  GroupTable groups(Grid{4, 4, noc.topology}, noc.routing);
  if (with_group) groups.add(0, {1, 2});
  return can_be_sliced(FabricContext{scheduler, noc, 4, 4}, groups);
}

}  // namespace

TEST_CASE("Counters count up and down in all routers, and know where they are 0") {
  for (const std::size_t digits : {1, 2, 3, 4, 7}) {
    check_counter<1>(digits);
    check_counter<2>(digits);
    check_counter<4>(digits);
  }
}

TEST_CASE("The bits of six ports are summed and carried in all routers") {
  check_sums<1>();
  check_sums<2>();
  check_sums<4>();
}

TEST_CASE("Planes move up and down by any distance of neighbours") {
  check_moves<1>();
  check_moves<2>();
  check_moves<4>();
}

TEST_CASE("Networks of one virtual channel are sliced, unless they need what a sliced kernel does not know") {
  NocSpec noc;
  CHECK(sliced(noc));
  CHECK_FALSE(sliced(noc, true));
  noc.routing = Routing::OddEven;
  CHECK_FALSE(sliced(noc));
  noc = NocSpec{};
  noc.vcs = 2;
  CHECK_FALSE(sliced(noc));
  noc = NocSpec{};
  noc.switch_alloc_delay_cycles = 2;
  CHECK_FALSE(sliced(noc));
  noc = NocSpec{};
  noc.vc_alloc_delay_cycles = 2;
  CHECK_FALSE(sliced(noc));
  noc = NocSpec{};
  noc.switch_delay_cycles = 1;
  noc.bypass = true;
  CHECK_FALSE(sliced(noc));
}

}  // namespace spikeloom
