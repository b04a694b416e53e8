// SPDX-License-Identifier: Apache-2.0
// The bypass: what it saves, and when it must not happen.

#include <catch2/catch.hpp>

#include "tests/noc/models.hpp"
#include "tests/noc/zero_load.hpp"

namespace spikeloom {
namespace {

MeshCase bypass_case(std::vector<PlannedPacket> packets) {
  MeshCase mesh;
  mesh.columns = mesh.rows = 3;
  mesh.noc.switch_delay_cycles = 1;
  mesh.noc.vc_alloc_delay_cycles = 1;
  mesh.noc.bypass = true;
  mesh.packets = std::move(packets);
  return mesh;
}

std::uint64_t bypassed(const Outcome& outcome) {
  std::uint64_t sum = 0;
  for (const RouterCounts& counts : outcome.counts) sum += counts.bypassed;
  return sum;
}

}  // namespace

TEST_CASE("Alone, every flit bypasses every router: switch traversal and link are left") {
  for (const Model& model : all_models()) {
    INFO(model.name);
    const MeshCase mesh = bypass_case({{0, {8}, 4, 1}});
    const Outcome outcome = model.run(mesh);
    for (int flit = 0; flit < 4; ++flit)  // sent in 1 + flit, 5 routers, 4 links, the last cycle into the queue
      CHECK(outcome.arrivals[static_cast<std::size_t>(flit)].cycle == static_cast<Cycle>(1 + flit + 1 + 5 + 4 + 1));
    CHECK(bypassed(outcome) == 4 * 5);
    for (const RouterCounts& counts : outcome.counts) {
      CHECK(counts.buffered_cycles == 0);
      CHECK(counts.switch_grants == 0);
    }
  }
}

TEST_CASE("Of two flits for one output the one at the lower port bypasses, the other goes the long way") {
  for (const Model& model : all_models()) {
    INFO(model.name);
    const MeshCase mesh = bypass_case({{3, {4}, 1, 1}, {5, {4}, 1, 1}});
    const Outcome outcome = model.run(mesh);
    const Cycle first = zero_load_arrival(mesh, mesh.packets[1], 4, 0);
    CHECK(outcome.arrivals[1].cycle == first);
    // It is at the middle router in c; the other arrives in c + switch_delay + 1. It asks for the channel in c, for the
    // switch in c + 1, and arrives in c + 1 + switch_delay + 1 + 1.
    CHECK(outcome.arrivals[0].cycle == first + 2);
    CHECK(outcome.counts[4].bypassed == 1);
  }
}

TEST_CASE("A flit for another output bypasses beside a buffered one") {
  for (const Model& model : all_models()) {
    INFO(model.name);
    MeshCase mesh = bypass_case({{5, {4}, 4, 1}, {3, {4}, 4, 1}, {1, {7}, 1, 3}});
    mesh.sink_places = 1;
    mesh.service_cycles = 30;
    const Outcome outcome = model.run(mesh);
    const ArrivalIndex index(mesh);
    CHECK(outcome.arrivals[index.of(2, 0, 0)].cycle == zero_load_arrival(mesh, mesh.packets[2], 7, 0));
    CHECK(outcome.counts[4].flits_out[at(Direction::South)] == 1);
  }
}

TEST_CASE("No flit bypasses past one that waits for the same output") {
  for (const Model& model : all_models()) {
    INFO(model.name);
    MeshCase mesh = bypass_case({{5, {4}, 2, 1}, {3, {4}, 1, 1}, {1, {4}, 1, 5}});
    mesh.sink_places = 1;
    mesh.service_cycles = 30;
    const Outcome outcome = model.run(mesh);
    const ArrivalIndex index(mesh);
    // The second flit of the first packet waits for a place; the packet from the north comes while it does.
    CHECK(outcome.counts[4].bypassed == 1);
    CHECK(outcome.arrivals[index.of(2, 0, 0)].cycle > outcome.arrivals[index.of(0, 0, 1)].cycle);
  }
}

TEST_CASE("A tree never bypasses") {
  for (const Model& model : all_models()) {
    INFO(model.name);
    const MeshCase mesh = bypass_case({{0, {1, 2}, 2, 1}});
    CHECK(bypassed(model.run(mesh)) == 0);
  }
}

}  // namespace spikeloom
