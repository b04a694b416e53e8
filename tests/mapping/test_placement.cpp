// SPDX-License-Identifier: Apache-2.0
#include "mapping/placement.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "tests/mapping/cases.hpp"
#include "tests/support/random_network.hpp"

using spikeloom::core_flows;
using spikeloom::Flow;
using spikeloom::hops;
using spikeloom::Mapping;
using spikeloom::mapping_of;
using spikeloom::Network;
using spikeloom::place_cores;
using spikeloom::Random;
using spikeloom::roomy_target;
using spikeloom::traffic_hops;

namespace {

struct Case {
  Network network;
  Mapping mapping;

  explicit Case(std::uint64_t seed) : network(spikeloom::random_network(seed)) {
    Random random(seed);
    const auto target = roomy_target(random.between(3, 6), random.between(3, 6));
    mapping = mapping_of(network, target, random_partition(network, random), 1);
  }
  std::int64_t placed_with(int swaps, std::uint64_t seed = 1) {
    Mapping placed = mapping;
    place_cores(placed, core_flows(network, mapping, {}), seed, swaps);
    return traffic_hops(network, placed, {});
  }
};

}  // namespace

TEST_CASE("hops are links, and one more to the host", "[placement]") {
  Mapping mapping;
  mapping.target = roomy_target(3, 5);
  CHECK(hops(mapping, 0, 14) == 2 + 4);
  CHECK(hops(mapping, 4, 4) == 0);
  CHECK(hops(mapping, 15, 0) == 1);
  CHECK(hops(mapping, 4, 15) == 3);
}

TEST_CASE("swaps never make the greedy placement worse", "[placement]") {
  Case c(static_cast<std::uint64_t>(GENERATE(range(0, 8))));
  const std::int64_t greedy = c.placed_with(0);
  for (const int swaps : {1, 100, 5000}) CHECK(c.placed_with(swaps) <= greedy);
}

TEST_CASE("greedy is better than the numbers that cores had", "[placement]") {
  Case c(3);
  CHECK(c.placed_with(0) < traffic_hops(c.network, c.mapping, {}));
}

TEST_CASE("placement renumbers cores and keeps who shares one", "[placement]") {
  Case c(4);
  Mapping placed = c.mapping;
  place_cores(placed, core_flows(c.network, c.mapping, {}), 7, 1000);
  std::set<std::pair<int, int>> pairs;
  std::set<int> before, after;
  for (std::size_t i = 0; i < placed.slices.size(); ++i) {
    pairs.insert({c.mapping.slices[i].core, placed.slices[i].core});
    before.insert(c.mapping.slices[i].core);
    after.insert(placed.slices[i].core);
  }
  CHECK(pairs.size() == before.size());
  CHECK(before.size() == after.size());
}

TEST_CASE("two chains are laid out in the shortest way", "[placement]") {
  Mapping mapping;
  mapping.target = roomy_target(4, 1);
  for (const int core : {0, 1, 2, 3}) {
    mapping.slices.emplace_back();
    mapping.slices.back().core = core;
  }
  place_cores(mapping, {{0, 3, 10}, {1, 2, 10}, {0, 2, 10}, {3, 4, 10}}, 1, 500);  // host 3 0 2 1
  CHECK(mapping.slices[3].core == 0);
  CHECK(mapping.slices[0].core == 1);
  CHECK(mapping.slices[2].core == 2);
  CHECK(mapping.slices[1].core == 3);
}
