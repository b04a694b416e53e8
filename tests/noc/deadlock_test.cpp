// SPDX-License-Identifier: Apache-2.0
// No routing can deadlock: the channel dependency graph of each has no cycle (Dally and Seitz, IEEE ToC C-36(5), 1987).
// A channel is a link and a virtual channel of it; it depends on those that a packet in it may ask for next. For the
// adaptive routing the whole graph without a cycle is more than needed, and holds.

#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "tests/noc/routing_walk.hpp"

namespace spikeloom {
namespace {

/// A channel is known by what it leads to: tile, input port, virtual channel.
using Dependencies = std::map<Visit, std::set<Visit>>;

void add_dependencies(const Rules& rules, Dependencies& graph) {
  for (int source = 0; source < rules.grid.tiles(); ++source)
    for (int destination = 0; destination < rules.grid.tiles(); ++destination)
      for_each_hop(rules, source, destination, [&](const Visit& from, const Visit& to) {
        graph[to];
        if (from.input != Direction::Local) graph[from].insert(to);
      });
}

Dependencies dependencies(const Rules& rules) {
  Dependencies graph;
  add_dependencies(rules, graph);
  return graph;
}

// Takes away channels on which nothing depends; what cannot be taken away lies on or behind a cycle.
bool has_cycle(const Dependencies& graph) {
  std::map<Visit, int> dependents;
  for (const auto& [channel, next] : graph)
    for (const Visit& other : next) ++dependents[other];
  std::vector<Visit> free;
  for (const auto& [channel, next] : graph)
    if (dependents[channel] == 0) free.push_back(channel);
  std::size_t removed = 0;
  for (; !free.empty(); ++removed) {
    const Visit channel = free.back();
    free.pop_back();
    for (const Visit& other : graph.at(channel))
      if (--dependents[other] == 0) free.push_back(other);
  }
  return removed != graph.size();
}

bool can_deadlock(const Grid& grid, Routing routing, int vcs, VcPolicy policy) {
  return has_cycle(dependencies(rules_of(grid, routing, vcs, policy)));
}

// Branches of a tree follow the ways of single packets, in the classes of packets to a group.
Rules tree_rules_of(const Grid& grid, Routing routing, int vcs, VcPolicy policy) {
  Rules rules = rules_of(grid, routing, vcs, policy);
  rules.allowed = [=](const Visit& at, int, Direction d) {
    return allowed_vcs(grid, vcs, policy, {at.input, at.vc, at.tile, kNoTile}, d);
  };
  return rules;
}

}  // namespace

TEST_CASE("Dimension order on a mesh has no cycle of channels") {
  for (const Grid& grid : {Grid{8, 8, Topology::Mesh}, Grid{5, 4, Topology::Mesh}})
    for (const Routing routing : {Routing::XY, Routing::YX})
      for (const VcPolicy policy : {VcPolicy::Keep, VcPolicy::Any}) {
        CHECK_FALSE(can_deadlock(grid, routing, 1, policy));
        CHECK_FALSE(can_deadlock(grid, routing, 3, policy));
      }
}

TEST_CASE("Odd-even on a mesh has no cycle of channels") {
  for (const Grid& grid : {Grid{9, 9, Topology::Mesh}, Grid{5, 4, Topology::Mesh}})
    for (const VcPolicy policy : {VcPolicy::Keep, VcPolicy::Any}) {
      CHECK_FALSE(can_deadlock(grid, Routing::OddEven, 1, policy));
      CHECK_FALSE(can_deadlock(grid, Routing::OddEven, 2, policy));
    }
}

TEST_CASE("Dimension order on a torus with datelines has no cycle of channels") {
  for (const Grid& grid : {Grid{8, 8, Topology::Torus}, Grid{5, 4, Topology::Torus}, Grid{2, 2, Topology::Torus},
                           Grid{3, 3, Topology::Torus}})
    for (const Routing routing : {Routing::XY, Routing::YX})
      for (const VcPolicy policy : {VcPolicy::Keep, VcPolicy::Any})
        for (const int vcs : {2, 3, 5}) CHECK_FALSE(can_deadlock(grid, routing, vcs, policy));
}

TEST_CASE("Trees beside single packets on a torus have no cycle of channels") {
  for (const Grid& grid : {Grid{8, 8, Topology::Torus}, Grid{5, 4, Topology::Torus}, Grid{2, 3, Topology::Torus}})
    for (const Routing routing : {Routing::XY, Routing::YX})
      for (const VcPolicy policy : {VcPolicy::Keep, VcPolicy::Any})
        for (const int vcs : {2, 3, 4}) {
          Dependencies graph = dependencies(rules_of(grid, routing, vcs, policy));
          add_dependencies(tree_rules_of(grid, routing, vcs, policy), graph);
          CHECK_FALSE(has_cycle(graph));
        }
}

TEST_CASE("The check finds the cycles of a torus without datelines and of free minimal routing") {
  const Grid torus{5, 4, Topology::Torus};
  Rules rules = rules_of(torus, Routing::XY, 2, VcPolicy::Any);
  rules.allowed = [](const Visit&, int, Direction) { return 3U; };
  CHECK(has_cycle(dependencies(rules)));

  const Grid mesh{3, 3, Topology::Mesh};
  rules = rules_of(mesh, Routing::XY, 1, VcPolicy::Any);
  rules.outputs = [=](const Visit& at, int destination) {
    return route(mesh, Routing::XY, at.input, at.tile, destination) |
           route(mesh, Routing::YX, at.input, at.tile, destination);
  };
  CHECK(has_cycle(dependencies(rules)));
}

}  // namespace spikeloom
