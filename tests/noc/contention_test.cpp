// SPDX-License-Identifier: Apache-2.0
// Two or more packets and one resource, with figures worked out by hand from the cycle table. The default delays are
// 0, 0, 1, 0: a flit that comes to a router in c can leave it in m = c and is at the next one in c + 2.

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>

#include "tests/noc/models.hpp"
#include "tests/noc/zero_load.hpp"

namespace spikeloom {
namespace {

MeshCase middle_of_three_by_three(int vcs, VcPolicy policy, std::vector<PlannedPacket> packets) {
  MeshCase mesh;
  mesh.columns = mesh.rows = 3;
  mesh.noc.vcs = vcs;
  mesh.noc.vc_policy = policy;
  mesh.packets = std::move(packets);
  return mesh;
}

Cycle zero_load(const MeshCase& mesh, std::size_t packet, int flit = 0) {
  return zero_load_arrival(mesh, mesh.packets[packet], mesh.packets[packet].destinations[0], flit);
}

std::uint64_t stalls(const Outcome& outcome, Stall cause) {
  std::uint64_t sum = 0;
  for (const RouterCounts& counts : outcome.counts) sum += counts.stall_cycles[static_cast<std::size_t>(cause)];
  return sum;
}

}  // namespace

TEST_CASE("Two packets for one output: the lower port goes first, the other one follows packet by packet") {
  for (const Model& model : all_models())
    for (const int flits : {1, 3}) {
      INFO(model.name << ", " << flits << " flits");
      // From the west and from the east into the middle; east is the lower port.
      const MeshCase mesh = middle_of_three_by_three(1, VcPolicy::Keep, {{3, {4}, flits, 1}, {5, {4}, flits, 1}});
      const Outcome outcome = model.run(mesh);
      const ArrivalIndex index(mesh);
      for (int f = 0; f < flits; ++f) {
        CHECK(outcome.arrivals[index.of(1, 0, f)].cycle == zero_load(mesh, 1, f));
        CHECK(outcome.arrivals[index.of(0, 0, f)].cycle == zero_load(mesh, 0, f) + static_cast<Cycle>(flits));
      }
      // In the first cycle it asks in vain, then it finds no free virtual channel for as long as the packet passes.
      CHECK(stalls(outcome, Stall::LostVc) == 1);
      CHECK(stalls(outcome, Stall::NoVc) == static_cast<std::uint64_t>(flits - 1));
    }
}

TEST_CASE("On two virtual channels two packets take turns flit by flit") {
  for (const Model& model : all_models()) {
    INFO(model.name);
    const MeshCase mesh = middle_of_three_by_three(2, VcPolicy::Any, {{3, {4}, 3, 1}, {5, {4}, 3, 1}});
    const Outcome outcome = model.run(mesh);
    const ArrivalIndex index(mesh);
    // Both ask for both channels; the east port is granted both and takes the first, so the west port asks again a
    // cycle later. From then on they alternate; the switch pointer is behind east when both ask for the first time.
    const Cycle first = zero_load(mesh, 1);
    std::map<Cycle, int> order;
    for (const int packet : {0, 1})
      for (int f = 0; f < 3; ++f)
        order[outcome.arrivals[index.of(static_cast<std::size_t>(packet), 0, f)].cycle] = packet;
    const std::map<Cycle, int> expected{{first, 1},     {first + 1, 0}, {first + 2, 1},
                                        {first + 3, 0}, {first + 4, 1}, {first + 5, 0}};
    CHECK(order == expected);
    CHECK(outcome.arrivals[index.of(0, 0, 0)].vc != outcome.arrivals[index.of(1, 0, 0)].vc);
  }
}

TEST_CASE("Four neighbours of a tile get a quarter of its port each") {
  for (const Model& model : all_models()) {
    INFO(model.name);
    std::vector<PlannedPacket> packets;
    for (int i = 0; i < 40; ++i)
      for (const int source : {1, 3, 5, 7}) packets.push_back({source, {4}, 1, 1});
    MeshCase mesh = middle_of_three_by_three(1, VcPolicy::Keep, packets);
    mesh.sink_places = 8;
    const Outcome outcome = model.run(mesh);
    std::map<Cycle, int> sources;
    for (std::size_t i = 0; i < packets.size(); ++i) sources[outcome.arrivals[i].cycle] = packets[i].source;
    REQUIRE(sources.size() == packets.size());
    CHECK(sources.rbegin()->first - sources.begin()->first == packets.size() - 1);  // one in every cycle
    std::map<int, int> turns;
    int unfair = 0;
    for (const auto& [cycle, source] : sources) {
      ++turns[source];
      for (const int other : {1, 3, 5, 7})
        if (turns[source] > turns[other] + 1) ++unfair;
    }
    CHECK(unfair == 0);
  }
}

TEST_CASE("A packet whose way is stopped stops its virtual channel and nobody else's") {
  for (const Model& model : all_models()) {
    INFO(model.name);
    MeshCase mesh;
    mesh.columns = 3;
    mesh.rows = 1;
    mesh.noc.vcs = 2;
    mesh.noc.buffer_flits = 4;
    mesh.sink_places = 1;
    mesh.service_cycles = 500;
    // Tile 2 sends to itself on one channel after the other; its sink is busy for long. Then 12 flits from tile 0 on
    // channel 0 fill the buffers of all three routers, and a packet on channel 1 passes them on the first link.
    mesh.packets = {{2, {2}, 1, 1}, {2, {2}, 1, 2}, {2, {2}, 1, 3}, {2, {2}, 1, 4}, {0, {2}, 12, 20}, {0, {1}, 1, 100}};
    const Outcome outcome = model.run(mesh);
    const ArrivalIndex index(mesh);
    CHECK(outcome.arrivals[index.of(4, 0, 11)].cycle > 12 * 500);
    CHECK(outcome.injection_vcs[4] == 0);
    CHECK(outcome.injection_vcs[5] == 1);
    CHECK(outcome.arrivals[index.of(5, 0, 0)].cycle == zero_load(mesh, 5));
  }
}

TEST_CASE("A sink of one place takes a flit in every credit loop, and the cycles of waiting are counted") {
  for (const Model& model : all_models()) {
    INFO(model.name);
    MeshCase mesh;
    mesh.columns = mesh.rows = 1;
    mesh.sink_places = 1;
    mesh.packets = {{0, {0}, 3, 1}};
    const Outcome outcome = model.run(mesh);
    // The first flit leaves in 2 and arrives in 4, its credit in 5: the second leaves in 5, the third in 8.
    CHECK(outcome.arrivals[0].cycle == 4);
    CHECK(outcome.arrivals[1].cycle == 7);
    CHECK(outcome.arrivals[2].cycle == 10);
    CHECK(stalls(outcome, Stall::NoCredit) == 4);  // in 3, 4, 6 and 7
    CHECK(outcome.counts[0].buffered_cycles == 0 + 2 + 4);
    CHECK(outcome.counts[0].vc_grants == 1);
    CHECK(outcome.counts[0].switch_grants == 3);
  }
}

TEST_CASE("A narrow link carries a flit in every link_interval cycles, whoever sends") {
  for (const Model& model : all_models()) {
    INFO(model.name);
    MeshCase mesh = middle_of_three_by_three(2, VcPolicy::Any, {{3, {4}, 5, 1}, {5, {4}, 5, 1}});
    mesh.noc.link_interval_cycles = 3;
    const Outcome outcome = model.run(mesh);
    std::vector<Cycle> cycles;
    for (const Arrival& arrival : outcome.arrivals) cycles.push_back(arrival.cycle);
    std::sort(cycles.begin(), cycles.end());
    for (std::size_t i = 1; i < cycles.size(); ++i) CHECK(cycles[i] - cycles[i - 1] == 3);
  }
}

}  // namespace spikeloom
