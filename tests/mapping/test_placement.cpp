// SPDX-License-Identifier: Apache-2.0
#include "mapping/placement.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>
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

namespace {

/// Links of the union of all ways, one step at a time.
int links_counted(const Mapping& mapping, int from, const std::vector<int>& to) {
  const auto& t = mapping.target;
  const bool torus = t.topology == spikeloom::Topology::Torus, yx = t.routing == spikeloom::Routing::YX;
  std::set<std::pair<int, int>> links;
  for (const int tile : to) {
    int x = from % t.columns, y = from / t.columns;
    const auto walk = [&](int& place, int goal, int length) {
      const int ahead = (goal - place + length) % length;
      const bool around = torus && 2 * std::abs(goal - place) > length;
      const int step = (around ? 2 * ahead < length : goal > place) ? 1 : -1;
      while (place != goal) {
        const int before = y * t.columns + x;
        place = (place + step + length) % length;
        links.insert({before, y * t.columns + x});
      }
    };
    const auto walk_x = [&] { walk(x, tile % t.columns, t.columns); };
    const auto walk_y = [&] { walk(y, tile / t.columns, t.rows); };
    yx ? (walk_y(), walk_x()) : (walk_x(), walk_y());
  }
  return static_cast<int>(links.size());
}

}  // namespace

TEST_CASE("a tree counts each of its links once", "[placement]") {
  Mapping mapping;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    Random random(seed);
    mapping.target = roomy_target(random.between(1, 7), random.between(1, 7));
    if (random.chance(50)) mapping.target.topology = spikeloom::Topology::Torus;
    if (random.chance(50)) mapping.target.routing = spikeloom::Routing::YX;
    const int last = mapping.target.tiles() - 1;
    std::set<int> to;
    for (int i = random.between(1, 8); i > 0; --i) to.insert(random.between(0, last));
    const int from = random.between(0, last);
    const std::vector<int> tiles(to.begin(), to.end());
    INFO("seed " << seed);
    REQUIRE(tree_links(mapping, from, tiles) == links_counted(mapping, from, tiles));
    mapping.host_tile = from;
    REQUIRE(tree_links(mapping, last + 1, tiles) == links_counted(mapping, from, tiles) + 1);
  }
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
  place_cores(mapping, {{0, {3}, 10}, {1, {2}, 10}, {0, {2}, 10}, {3, {4}, 10}}, 1, 500);  // host 3 0 2 1
  CHECK(mapping.slices[3].core == 0);
  CHECK(mapping.slices[0].core == 1);
  CHECK(mapping.slices[2].core == 2);
  CHECK(mapping.slices[1].core == 3);
}
