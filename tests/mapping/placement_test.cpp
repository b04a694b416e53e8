// SPDX-License-Identifier: Apache-2.0
#include "mapping/search/placement.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <map>
#include <set>

#include "mapping/check/check.hpp"
#include "mapping/cost/balance.hpp"
#include "mapping/cost/hop_count.hpp"
#include "mapping/plan/dispatch.hpp"
#include "tests/mapping/cases.hpp"
#include "tests/support/random_network.hpp"

using spikeloom::Flow;
using spikeloom::LinkCounter;
using spikeloom::Mapping;
using spikeloom::mapping_of;
using spikeloom::Network;
using spikeloom::PlacementCosts;
using spikeloom::Random;
using spikeloom::roomy_target;
using spikeloom::single_slices;
using spikeloom::slice_flows;
using spikeloom::traffic_hops;
using spikeloom::WorkModel;

namespace {

struct Case {
  Network network;
  Mapping mapping;
  std::vector<std::int64_t> cycles;
  std::vector<Flow> flows;

  explicit Case(std::uint64_t seed) : network(spikeloom::random_network(seed)) {
    Random random(seed);
    const auto target = roomy_target(random.between(3, 6), random.between(3, 6));
    mapping = mapping_of(network, target, random_partition(network, random), 1);
    const WorkModel work(network, target, {});
    for (const auto& slice : mapping.slices) cycles.push_back(work.cycles(slice));
    flows = slice_flows(mapping, work);
  }
  PlacementCosts place(Mapping& placed, std::int64_t swaps, std::uint64_t seed = 1) const {
    return anneal_placement(network, placed, cycles, single_slices(mapping), flows, {seed, swaps});
  }
};

}  // namespace

TEST_CASE("hops are links, and one more to the host", "[placement]") {
  Mapping mapping;
  mapping.target = roomy_target(3, 5);
  LinkCounter links(mapping.target);
  CHECK(links.hops(0, 14) == 2 + 4);
  CHECK(links.hops(4, 4) == 0);
  CHECK(links.hops(15, 0) == 1);
  CHECK(links.hops(4, 15) == 3);
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
    LinkCounter links(mapping.target);
    REQUIRE(links.tree(from, tiles) == links_counted(mapping, from, tiles));
    REQUIRE(links.tree(last + 1 + from, tiles) == links_counted(mapping, from, tiles) + 1);
  }
}

TEST_CASE("do swaps ever make the greedy placement worse?", "[placement]") {
  const Case c(static_cast<std::uint64_t>(GENERATE(range(0, 8))));
  for (const int swaps : {0, 1, 100, 5000}) {
    Mapping placed = c.mapping;
    const PlacementCosts costs = c.place(placed, swaps);
    CHECK(costs.annealed <= costs.greedy);
    if (swaps == 0) CHECK(costs.annealed == costs.greedy);
    CHECK(costs.annealed == traffic_hops(c.network, placed, {}));
  }
}

TEST_CASE("does placement keep SRAMs and the longest core?", "[placement]") {
  const Case c(4);
  Mapping placed = c.mapping;
  c.place(placed, 3000, 7);
  const auto busiest = [&](const Mapping& mapping) { return balance_of(c.network, mapping, {}).busiest_cycles(); };
  CHECK(busiest(placed) <= busiest(c.mapping));
  spikeloom::check_mapping(c.network, placed);
}

TEST_CASE("is the placement the same for the same seed?", "[placement]") {
  const Case c(5);
  Mapping first = c.mapping, second = c.mapping;
  c.place(first, 2000, 9);
  c.place(second, 2000, 9);
  for (std::size_t i = 0; i < first.slices.size(); ++i) CHECK(first.slices[i].core == second.slices[i].core);
}

TEST_CASE("do groups stay together?", "[placement]") {
  const Case c(6);
  Mapping placed = c.mapping;
  spikeloom::SliceGroups groups;
  for (int i = 0; i < static_cast<int>(c.cycles.size()); i += 2) {
    groups.push_back({i});
    if (i + 1 == static_cast<int>(c.cycles.size())) continue;
    groups.back().push_back(i + 1);
    placed.slices[static_cast<std::size_t>(i) + 1].core = placed.slices[static_cast<std::size_t>(i)].core;
  }
  anneal_placement(c.network, placed, c.cycles, groups, c.flows, {1, 2000});
  for (const auto& group : groups)
    CHECK(placed.slices[static_cast<std::size_t>(group.front())].core ==
          placed.slices[static_cast<std::size_t>(group.back())].core);
}

TEST_CASE("do flows tell of all packets that the dispatch sends?", "[placement]") {
  const Case c(static_cast<std::uint64_t>(GENERATE(range(0, 4))));
  const WorkModel work(c.network, c.mapping.target, {});
  std::map<int, std::int64_t> sent;
  for (const Flow& flow : c.flows) sent[flow.from] += flow.flits;
  const spikeloom::Dispatch dispatch(c.mapping);
  for (int sender = spikeloom::kHostSlice; sender < static_cast<int>(c.mapping.slices.size()); ++sender) {
    const int layer = sender == spikeloom::kHostSlice ? spikeloom::kImageSource
                                                      : c.mapping.slices[static_cast<std::size_t>(sender)].layer;
    std::int64_t flits = 0;
    for (const auto& row : dispatch.of(sender)) {
      for (const auto& part : row.columns)
        for (const auto& word : part.words)
          flits += work.word_flits(layer, word.signal, {0, 0, row.rows, word.channels, part.columns});
      flits += static_cast<std::int64_t>(row.row_ends.size()) * work.row_end_flits(layer, row.rows.size());
    }
    CHECK(sent[sender] == flits);
  }
}
