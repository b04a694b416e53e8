// SPDX-License-Identifier: Apache-2.0
// noc/routing.hpp, exhaustively: every choice brings a packet nearer, and only by turns that are allowed.

#include <catch2/catch.hpp>

#include "tests/noc/naive_routing.hpp"
#include "tests/noc/routing_walk.hpp"
#include "tests/noc/zero_load.hpp"

namespace spikeloom {
namespace {

MeshCase case_of(const Grid& grid, Routing routing, int vcs = 1, VcPolicy policy = VcPolicy::Any) {
  MeshCase mesh;
  mesh.columns = grid.columns;
  mesh.rows = grid.rows;
  mesh.noc.topology = grid.topology;
  mesh.noc.routing = routing;
  mesh.noc.vcs = vcs;
  mesh.noc.vc_policy = policy;
  return mesh;
}

// Hops that do not bring the packet nearer, and tiles other than the destination without a way on.
int hops_off_a_shortest_way(const Grid& grid, Routing routing) {
  const MeshCase mesh = case_of(grid, routing);
  const Rules rules = rules_of(grid, routing, 2, VcPolicy::Any);
  int wrong = 0;
  for (int source = 0; source < grid.tiles(); ++source)
    for (int destination = 0; destination < 2 * grid.tiles(); ++destination) {
      const int end = destination % grid.tiles();
      if (source != end && next_visits(rules, {source, Direction::Local, 0}, destination).empty()) ++wrong;
      for_each_hop(rules, source, destination, [&](const Visit& from, const Visit& to) {
        if (hops(mesh, to.tile, destination) != hops(mesh, from.tile, destination) - 1) ++wrong;
        if (to.tile != end && next_visits(rules, to, destination).empty()) ++wrong;
      });
    }
  return wrong;
}

// Outputs that differ from those of the naive reference (Chiu's comparison with the source column), over all packets.
int differences_to_naive(const Grid& grid, Routing routing) {
  const MeshCase mesh = case_of(grid, routing);
  const Rules rules = rules_of(grid, routing, 2, VcPolicy::Any);
  int wrong = 0;
  for (int source = 0; source < grid.tiles(); ++source)
    for (int destination = 0; destination < 2 * grid.tiles(); ++destination) {
      const auto compare = [&](const Visit& at) {
        Outputs expected = 0;
        for (const int output : naive::ways(mesh, source, at.tile, destination))
          expected |= output_bit(static_cast<Direction>(output));
        if (rules.outputs(at, destination) != expected) ++wrong;
      };
      compare({source, Direction::Local, 0});
      for_each_hop(rules, source, destination, [&](const Visit&, const Visit& to) { compare(to); });
    }
  return wrong;
}

const std::vector<Grid> kGrids{{9, 9, Topology::Mesh},  {8, 7, Topology::Mesh},  {1, 6, Topology::Mesh},
                               {6, 1, Topology::Mesh},  {1, 1, Topology::Mesh},  {8, 8, Topology::Torus},
                               {5, 4, Topology::Torus}, {2, 2, Topology::Torus}, {1, 5, Topology::Torus},
                               {2, 3, Topology::Torus}, {1, 1, Topology::Torus}};

// A turn of Chiu's rules at the router where the packet is: it came in by `from.input` and leaves towards `to`.
bool forbidden_turn(const Grid& grid, const Visit& from, const Visit& to) {
  const Direction out = opposite(to.input);
  const bool even = grid.column(from.tile) % 2 == 0;
  const bool from_east_to_column = from.input == Direction::West && is_vertical(out);
  const bool from_column_to_west = is_vertical(from.input) && out == Direction::West;
  return (even && from_east_to_column) || (!even && from_column_to_west);
}

}  // namespace

TEST_CASE("Every choice of every routing lies on a shortest way to the tile or to the port at its edge") {
  for (const Grid& grid : kGrids)
    for (const Routing routing : {Routing::XY, Routing::YX, Routing::OddEven}) {
      if (routing == Routing::OddEven && grid.topology == Topology::Torus) continue;
      INFO(describe(case_of(grid, routing)));
      CHECK(hops_off_a_shortest_way(grid, routing) == 0);
      CHECK(differences_to_naive(grid, routing) == 0);
    }
}

TEST_CASE("A packet at its tile leaves by the local port, one for the port at its edge by the host port") {
  const Grid grid{4, 3, Topology::Mesh};
  for (const Routing routing : {Routing::XY, Routing::YX, Routing::OddEven})
    for (int tile = 0; tile < grid.tiles(); ++tile)
      CHECK(route(grid, routing, Direction::West, tile, tile) == output_bit(Direction::Local));
  for (int tile = 0; tile < grid.tiles(); ++tile)
    CHECK(route(grid, Routing::XY, Direction::East, tile, grid.tiles() + tile) == output_bit(Direction::Host));
}

TEST_CASE("XY turns from a row to a column only, YX the other way") {
  const Grid grid{5, 4, Topology::Torus};
  for (const Routing routing : {Routing::XY, Routing::YX}) {
    int wrong = 0;
    const Rules rules = rules_of(grid, routing, 2, VcPolicy::Any);
    for (int source = 0; source < grid.tiles(); ++source)
      for (int destination = 0; destination < grid.tiles(); ++destination)
        for_each_hop(rules, source, destination, [&](const Visit& from, const Visit& to) {
          const bool back = routing == Routing::XY ? is_vertical(from.input) && is_horizontal(to.input)
                                                   : is_horizontal(from.input) && is_vertical(to.input);
          if (back || opposite(to.input) == from.input) ++wrong;  // nor back to where it came from
        });
    CHECK(wrong == 0);
  }
}

TEST_CASE("Odd-even routing never makes a forbidden turn, and often has a choice") {
  for (const Grid& grid : {Grid{9, 9, Topology::Mesh}, Grid{8, 5, Topology::Mesh}}) {
    const Rules rules = rules_of(grid, Routing::OddEven, 1, VcPolicy::Any);
    int wrong = 0, choices = 0;
    for (int source = 0; source < grid.tiles(); ++source)
      for (int destination = 0; destination < grid.tiles(); ++destination)
        for_each_hop(rules, source, destination, [&](const Visit& from, const Visit& to) {
          if (forbidden_turn(grid, from, to)) ++wrong;
          if (next_visits(rules, to, destination).size() == 2) ++choices;
        });
    CHECK(wrong == 0);
    CHECK(choices > 1000);
  }
}

namespace {

/// Heads, outputs and goals for which the channels are not those of the naive reference.
int differing_channels(const Grid& grid, int vcs, VcPolicy policy) {
  const MeshCase mesh = case_of(grid, Routing::XY, vcs, policy);
  int wrong = 0;
  for (int tile = 0; tile < grid.tiles(); ++tile)
    for (int goal = kNoTile; goal < grid.tiles(); ++goal)
      for (int input = 0; input < kDirections; ++input)
        for (int vc = 0; vc < vcs; ++vc)
          for (int output = 0; output < kDirections; ++output) {
            unsigned expected = 0;
            for (const int v : naive::usable_vcs(mesh, tile, input, vc, output, goal)) expected |= 1U << v;
            const HeadAt head{static_cast<Direction>(input), vc, tile, goal};
            if (allowed_vcs(grid, vcs, policy, head, static_cast<Direction>(output)) != expected) ++wrong;
          }
  return wrong;
}

}  // namespace

TEST_CASE("Channels behind an output are those of the naive reference") {
  for (const Grid& grid : {Grid{4, 5, Topology::Torus}, Grid{3, 2, Topology::Mesh}})
    for (const VcPolicy policy : {VcPolicy::Keep, VcPolicy::Any})
      for (int vcs = 2; vcs <= 8; ++vcs) CHECK(differing_channels(grid, vcs, policy) == 0);
}

TEST_CASE("On a torus both halves of the channels carry packets along most links") {
  const Grid ring{8, 1, Topology::Torus};
  std::set<int> lower, upper;  // tiles behind whose east port a packet takes the half
  const Rules rules = rules_of(ring, Routing::XY, 2, VcPolicy::Any);
  for (int source = 0; source < 8; ++source)
    for_each_hop(rules, source, (source + 3) % 8,
                 [&](const Visit& from, const Visit& to) { (to.vc == 0 ? lower : upper).insert(from.tile); });
  CHECK(lower == std::set<int>{0, 1, 2, 3, 4, 5, 6});
  CHECK(upper == std::set<int>{5, 6, 7, 0, 1});
}

}  // namespace spikeloom
