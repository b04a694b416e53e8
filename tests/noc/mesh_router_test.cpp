// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <map>

#include "noc/routing.hpp"
#include "tests/noc/mesh_case.hpp"
#include "tests/support/random.hpp"

namespace spikeloom {
namespace {

int hops(const MeshCase& mesh, int a, int b) {
  return std::abs(a % mesh.columns - b % mesh.columns) + std::abs(a / mesh.columns - b / mesh.columns);
}

// Formula of noc/README.md: injection 1, then at each router its stages - 1 and a link.
std::uint64_t zero_load_latency(const MeshCase& mesh, int a, int b) {
  const int routers = hops(mesh, a, b) + 1;
  return static_cast<std::uint64_t>(1 + routers * (mesh.router_stages - 1 + mesh.link_latency_cycles));
}

MeshCase random_case(std::uint64_t seed) {
  Random random(seed);
  MeshCase mesh;
  mesh.columns = random.between(1, 6);
  mesh.rows = random.between(1, 6);
  mesh.buffer_flits = random.between(1, 6);
  mesh.router_stages = random.between(1, 4);
  mesh.link_latency_cycles = random.between(1, 4);
  mesh.sink_places = random.between(1, 5);
  mesh.service_cycles = random.between(1, 4);
  const int tiles = mesh.columns * mesh.rows;
  const int spread = random.between(1, 400);
  for (int i = 0; i < 400; ++i)
    mesh.flits.push_back({random.between(0, tiles - 1), random.between(0, tiles),
                          static_cast<std::uint64_t>(random.between(1, spread))});
  std::sort(mesh.flits.begin(), mesh.flits.end(),
            [](const PlannedFlit& a, const PlannedFlit& b) { return a.cycle < b.cycle; });
  return mesh;
}

}  // namespace

TEST_CASE("XY routing reaches every tile by the shortest way, and the host port") {
  constexpr int columns = 5, rows = 4;
  for (int from = 0; from < columns * rows; ++from)
    for (int to = 0; to <= columns * rows; ++to) {
      int column = from % columns, row = from / columns, steps = 0;
      Direction d = route_xy(column, row, columns, rows, to);
      while (d != Direction::Local && !(d == Direction::West && column == 0)) {
        column += d == Direction::East ? 1 : d == Direction::West ? -1 : 0;
        row += d == Direction::South ? 1 : d == Direction::North ? -1 : 0;
        REQUIRE(++steps <= columns + rows);
        d = route_xy(column, row, columns, rows, to);
      }
      const int end = to == columns * rows ? 0 : to;
      CHECK(column == end % columns);
      CHECK(row == end / columns);
      CHECK((d == Direction::West) == (to == columns * rows));
      CHECK(steps == std::abs(from % columns - end % columns) + std::abs(from / columns - end / columns));
    }
}

TEST_CASE("A flit alone arrives exactly at its zero-load latency") {
  for (const int stages : {1, 2, 4})
    for (const int link : {1, 3})
      for (const int destination : {0, 1, 5, 15}) {
        MeshCase mesh;
        mesh.router_stages = stages;
        mesh.link_latency_cycles = link;
        mesh.flits = {{0, destination, 7}};
        const Arrivals arrivals = run_routers(mesh);
        CHECK(arrivals[0] == 7 + zero_load_latency(mesh, 0, destination));
      }
}

TEST_CASE("Two flits for one output take turns, one cycle apart") {
  MeshCase mesh;
  mesh.columns = 3;
  mesh.rows = 3;
  mesh.flits = {{3, 4, 1}, {5, 4, 1}};  // from west and from east into the middle
  Arrivals arrivals = run_routers(mesh);
  std::sort(arrivals.begin(), arrivals.end());
  CHECK(arrivals[0] == 1 + zero_load_latency(mesh, 3, 4));
  CHECK(arrivals[1] == arrivals[0] + 1);
}

TEST_CASE("A full sink stops its flits and nobody else's") {
  MeshCase mesh;
  mesh.columns = 2;
  mesh.rows = 2;
  mesh.buffer_flits = 1;
  mesh.sink_places = 1;
  mesh.service_cycles = 50;
  for (int i = 0; i < 6; ++i) mesh.flits.push_back({2, 3, 1});
  mesh.flits.push_back({0, 1, 1});
  const Arrivals arrivals = run_routers(mesh);
  CHECK(arrivals[6] == 1 + zero_load_latency(mesh, 0, 1));
  CHECK(arrivals[5] > 4 * 50);
}

TEST_CASE("Random meshes, traffic and back-pressure: every flit arrives in the cycle of the naive reference") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const MeshCase mesh = random_case(seed);
    const Arrivals arrivals = run_routers(mesh);
    INFO("seed " << seed);
    REQUIRE(std::count(arrivals.begin(), arrivals.end(), 0U) == 0);
    REQUIRE(arrivals == run_naive(mesh));
    std::map<std::pair<int, int>, std::uint64_t> last;
    for (std::size_t i = 0; i < mesh.flits.size(); ++i) {
      std::uint64_t& before = last[{mesh.flits[i].source, mesh.flits[i].destination}];
      REQUIRE(arrivals[i] > before);  // order within a pair
      before = arrivals[i];
    }
  }
}

}  // namespace spikeloom
