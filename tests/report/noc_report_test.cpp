// SPDX-License-Identifier: Apache-2.0
#include "sim/run/noc_report.hpp"
#include "chip/grid.hpp"
#include "report/routers_json.hpp"

#include <catch2/catch.hpp>

#include "report/results_json.hpp"
#include "tests/report/report_fixture.hpp"

namespace spikeloom::report_test {
namespace {

MeshSpec mesh(int columns, int rows) {
  MeshSpec spec;
  spec.columns = columns;
  spec.rows = rows;
  return spec;
}

// Three routers in a row, 100 cycles; the host beside the first.
NocReport small_noc() {
  NocReport noc{mesh(3, 1), NocSpec{}, 0, 100, std::vector<RouterCounts>(3)};
  noc.routers[0].flits_out[at(Direction::East)] = 20;
  noc.routers[0].flits_in[at(Direction::Local)] = 20;
  noc.routers[1].flits_out[at(Direction::West)] = 5;
  noc.routers[1].flits_out[at(Direction::East)] = 15;
  noc.routers[1].flits_out[at(Direction::Local)] = 9;
  noc.routers[1].stall_cycles = {1, 2, 3, 4};
  noc.routers[2].stall_cycles = {0, 0, 10, 0};
  noc.routers[1].buffered_cycles = 240;
  return noc;
}

TEST_CASE("links are counted once each way; a torus closes its rings") {
  CHECK(count_links(mesh(4, 3), Topology::Mesh) == 2 * (3 * 3 + 4 * 2));
  CHECK(count_links(mesh(4, 3), Topology::Torus) == 2 * (4 * 3 + 4 * 3));
  CHECK(count_links(mesh(2, 1), Topology::Torus) == 4);  // two links side by side, and none along the one row
  CHECK(count_links(mesh(1, 1), Topology::Torus) == 0);
}

TEST_CASE("a link is taken while it carries a flit") {
  NocReport noc = small_noc();
  CHECK(noc.link_utilisation(0, Direction::East) == Approx(0.2));
  CHECK(noc.busiest_output(1) == Direction::East);
  CHECK(noc.busiest_link(1) == Approx(0.15));
  CHECK(noc.mean_link_utilisation() == Approx(0.4 / 4));  // those between routers
  noc.noc.link_interval_cycles = 3;
  CHECK(noc.link_utilisation(0, Direction::East) == Approx(0.6));
}

TEST_CASE("a router's buffers are those of its ports and virtual channels") {
  NocReport noc = small_noc();
  noc.noc.vcs = 2;
  noc.noc.buffer_flits = 4;  // local, east and west: 24 places
  CHECK(noc.buffer_occupancy(1) == Approx(240.0 / 100 / 24));
  noc.noc.topology = Topology::Torus;
  noc.mesh = mesh(1, 3);  // local, north, south
  CHECK(noc.buffer_occupancy(1) == Approx(240.0 / 100 / 24));
  CHECK(noc.has_port(0, Direction::Host));
  CHECK(noc.has_port(0, Direction::North));
  CHECK_FALSE(noc.has_port(0, Direction::East));
}

TEST_CASE("the noc section of a JSON") {
  const auto json = routers_json(small_noc());
  CHECK(json["stall_cycles"]["no_credit"] == 13);
  CHECK(json["stall_cycles"]["lost_switch"] == 4);
  using Json = nlohmann::ordered_json;
  const Json& maps = json["heat_map"];
  CHECK(maps["flits"] == Json::array({Json::array({20, 29, 0})}));
  CHECK(maps["stall_cycles"] == Json::array({Json::array({0, 10, 10})}));
  CHECK(maps["buffer_occupancy"][0][1].get<double>() == Approx(2.4 / 12));
  CHECK(maps["busiest_link"][0][1].get<double>() == Approx(0.15));
  CHECK(json["routers"][1]["column"] == 1);
  CHECK(json["routers"][0]["flits_in"] == Json({{"local", 20}, {"east", 0}, {"host", 0}}));
  CHECK(json["routers"][1]["link_utilisation"]["west"].get<double>() == Approx(0.05));
}

TEST_CASE("heat maps have the rows of the mesh") {
  NocReport noc = small_noc();
  noc.mesh = mesh(1, 3);
  CHECK(routers_json(noc)["heat_map"]["flits"] == nlohmann::ordered_json::array({{20}, {29}, {0}}));
}

TEST_CASE("results.json has the routers of the chip") {
  Report report;
  report.results.cores[1].router.flits_out[at(Direction::West)] = 7;
  const auto json = results_json(report.input());
  CHECK(json["noc"]["routers"].size() == 2);
  CHECK(json["noc"]["routers"][1]["flits_out"]["west"] == 7);
  CHECK(json["noc"]["heat_map"]["flits"][0][1] == 7);
}

}  // namespace
}  // namespace spikeloom::report_test
