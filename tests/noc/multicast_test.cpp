// SPDX-License-Identifier: Apache-2.0
// Trees: they reach their tiles and nothing else, each once, on shortest ways.

#include "noc/multicast.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "tests/noc/models.hpp"
#include "tests/noc/naive_routing.hpp"
#include "tests/noc/zero_load.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/random.hpp"

namespace spikeloom {
namespace {

// Tiles whose local port a packet of the group comes to, walking its tree from the source; sorted.
std::vector<int> reached(const GroupTable& table, const Grid& grid, int group, int source) {
  std::vector<int> tiles, open{source};
  while (!open.empty()) {
    const int here = open.back();
    open.pop_back();
    const Outputs outputs = table.outputs(group, here);
    if ((outputs & output_bit(Direction::Local)) != 0) tiles.push_back(here);
    for (const Direction d : {Direction::North, Direction::East, Direction::South, Direction::West})
      if ((outputs & output_bit(d)) != 0) open.push_back(neighbour(grid, here, d));
  }
  std::sort(tiles.begin(), tiles.end());
  return tiles;
}

std::vector<int> some_tiles(Random& random, int tiles) {
  std::vector<int> chosen;
  for (int tile = 0; tile < tiles; ++tile)
    if (random.chance(30)) chosen.push_back(tile);
  if (chosen.empty()) chosen.push_back(random.between(0, tiles - 1));
  return chosen;
}

std::size_t links_of(const MeshCase& mesh, int source, const std::vector<int>& tiles) {
  std::size_t links = 0;
  for (const auto& [tile, outputs] : naive::tree(mesh, source, tiles))
    links += outputs.size() - outputs.count(naive::kLocal);
  return links;
}

}  // namespace

TEST_CASE("A tree reaches exactly its tiles, each once") {
  Random random(5);
  for (const Topology topology : {Topology::Mesh, Topology::Torus})
    for (const Routing routing : {Routing::XY, Routing::YX}) {
      const Grid grid{6, 5, topology};
      GroupTable table(grid, routing);
      for (int i = 0; i < 200; ++i) {
        const int source = random.between(0, grid.tiles() - 1);
        const std::vector<int> tiles = some_tiles(random, grid.tiles());
        const int group = table.add(source, tiles);
        REQUIRE(group == kFirstGroup + i);
        REQUIRE(reached(table, grid, group, source) == tiles);
      }
    }
}

TEST_CASE("A group that cannot be is refused with its tile") {
  GroupTable table(Grid{3, 2, Topology::Mesh}, Routing::XY);
  CHECK(error_of([&] { table.add(0, {1, 6}); }).find("tile 6; allowed: 0 to 5") != std::string::npos);
  CHECK(error_of([&] { table.add(0, {1, 2, 1}); }).find("tile 1 twice") != std::string::npos);
}

TEST_CASE("A tree sends each flit over each of its links once") {
  for (const Model& model : all_models())
    for (const Routing routing : {Routing::XY, Routing::YX}) {
      INFO(model.name);
      MeshCase mesh;
      mesh.noc.routing = routing;
      mesh.packets = {{6, {8, 1, 15}, 2, 1}, {0, {0, 4}, 4, 2}, {10, {0, 15, 3, 12, 5}, 1, 3}, {6, {1, 8, 15}, 3, 4}};
      const Outcome outcome = model.run(mesh);
      CHECK(outcome.faults.empty());
      std::uint64_t carried = 0, expected = 0;
      for (const RouterCounts& counts : outcome.counts)
        for (const std::uint64_t flits : counts.flits_out) carried += flits;
      for (const PlannedPacket& p : mesh.packets)
        expected +=
            static_cast<std::size_t>(p.flits) * (links_of(mesh, p.source, p.destinations) + p.destinations.size());
      CHECK(carried == expected);
    }
}

// The head gets one virtual channel a cycle, the local one first: at each router the copy for the east leaves a cycle
// later than a packet for one tile would.
TEST_CASE("Along a row each branch costs a cycle") {
  for (const Model& model : all_models()) {
    INFO(model.name);
    MeshCase mesh;
    mesh.columns = 4;
    mesh.rows = 1;
    mesh.noc.vc_alloc_delay_cycles = 1;
    mesh.noc.switch_delay_cycles = 1;
    mesh.packets = {{0, {0, 1, 2, 3}, 1, 5}};
    const Outcome outcome = model.run(mesh);
    for (std::size_t tile = 0; tile < 4; ++tile)
      CHECK(outcome.arrivals[tile].cycle ==
            zero_load_arrival(mesh, mesh.packets[0], static_cast<int>(tile), 0) + static_cast<Cycle>(tile));
  }
}

TEST_CASE("A branch that is stopped stops no other, as far as the buffer goes") {
  for (const Model& model : all_models()) {
    INFO(model.name);
    MeshCase mesh;
    mesh.columns = 3;
    mesh.rows = 1;
    mesh.noc.vcs = 2;
    mesh.noc.buffer_flits = 4;
    mesh.sink_places = 1;
    mesh.service_cycles = 100;
    // The sink of tile 1 is busy with flits of its own for a long time; tile 2's is free.
    mesh.packets = {{1, {1}, 1, 1}, {1, {1}, 1, 1}, {1, {1}, 1, 1}, {1, {1}, 1, 1}, {0, {1, 2}, 1, 20}};
    const Outcome outcome = model.run(mesh);
    const ArrivalIndex index(mesh);
    CHECK(outcome.arrivals[index.of(4, 1, 0)].cycle <= zero_load_arrival(mesh, mesh.packets[4], 2, 0) + 2);
    CHECK(outcome.arrivals[index.of(4, 0, 0)].cycle > 200);
  }
}

}  // namespace spikeloom
