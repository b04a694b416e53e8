// SPDX-License-Identifier: Apache-2.0
// One packet in an empty network: the formula of noc/README.md, exactly.

#include <catch2/catch.hpp>

#include "tests/noc/models.hpp"
#include "tests/noc/zero_load.hpp"
#include "tests/support/random.hpp"

namespace spikeloom {
namespace {

NocSpec random_delays(Random& random) {
  NocSpec noc;
  noc.routing_delay_cycles = random.between(0, 4);
  noc.vc_alloc_delay_cycles = random.between(0, 4);
  noc.switch_alloc_delay_cycles = random.between(1, 4);
  noc.switch_delay_cycles = random.between(0, 4);
  noc.credit_delay_cycles = random.between(0, 8);
  noc.link_latency_cycles = random.between(1, 4);
  // As zero_load.hpp asks.
  const int switch_alloc = noc.switch_alloc_delay_cycles;
  noc.link_interval_cycles = random.between(1, switch_alloc == 1 ? 4 : switch_alloc);
  noc.bypass = noc.switch_delay_cycles > 0 && random.chance(30);
  return noc;
}

MeshCase random_single(std::uint64_t seed) {
  Random random(seed);
  MeshCase mesh;
  mesh.noc = random_delays(random);
  if (random.chance(30)) mesh.noc.topology = Topology::Torus;
  mesh.noc.routing = random.pick<Routing>({Routing::XY, Routing::YX, Routing::OddEven});
  if (mesh.noc.topology == Topology::Torus) mesh.noc.routing = Routing::XY;
  mesh.noc.vc_policy = random.pick<VcPolicy>({VcPolicy::Keep, VcPolicy::Any});
  mesh.noc.vcs = random.between(2, 4);
  mesh.noc.buffer_flits = mesh.sink_places = mesh.host_sink_places = 64;  // more than any credit loop
  mesh.injection_delay_cycles = random.between(1, 2);
  mesh.columns = random.between(1, 6);
  mesh.rows = random.between(1, 6);
  mesh.packets = {
      {random.between(0, mesh.places() - 1), {random.between(0, mesh.places() - 1)}, random.between(1, 64), 7}};
  return mesh;
}

int wrong_arrivals(const MeshCase& mesh, const Outcome& outcome) {
  const PlannedPacket& packet = mesh.packets.front();
  int wrong = outcome.faults.empty() ? 0 : 1;
  for (int flit = 0; flit < packet.flits; ++flit)
    if (outcome.arrivals[static_cast<std::size_t>(flit)].cycle !=
        zero_load_arrival(mesh, packet, packet.destinations[0], flit))
      ++wrong;
  return wrong;
}

}  // namespace

TEST_CASE("A packet alone arrives exactly at its zero-load latency") {
  for (const Model& model : all_models())
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
      const MeshCase mesh = random_single(seed);
      INFO(model.name << ", seed " << seed << ": " << describe(mesh));
      REQUIRE(wrong_arrivals(mesh, model.run(mesh)) == 0);
    }
}

// 4 x routers + 2 + (flits - 1): shared figures of BookSim 2 with this configuration.
TEST_CASE("With BookSim's delays and a traffic source a packet takes BookSim's cycles") {
  for (const Model& model : all_models())
    for (const int flits : {1, 8})
      for (const int destination : {0, 3, 9, 63}) {
        MeshCase mesh;
        mesh.columns = mesh.rows = 8;
        mesh.noc.vcs = 4;
        mesh.noc.buffer_flits = 8;
        mesh.noc.vc_policy = VcPolicy::Any;
        mesh.noc.vc_alloc_delay_cycles = mesh.noc.switch_delay_cycles = mesh.noc.credit_delay_cycles = 1;
        mesh.sink_places = 64;
        mesh.injection_delay_cycles = 2;
        mesh.packets = {{0, {destination}, flits, 10}};
        const int routers = 1 + destination % 8 + destination / 8;
        const Outcome outcome = model.run(mesh);
        INFO(model.name);
        CHECK(outcome.arrivals.back().cycle == static_cast<Cycle>(10 + 4 * routers + 2 + flits - 1));
      }
}

TEST_CASE("Short buffers stretch a packet by their credit loop") {
  for (const Model& model : all_models()) {
    MeshCase mesh;
    mesh.columns = 3;
    mesh.rows = 1;
    mesh.noc.buffer_flits = 1;
    mesh.noc.credit_delay_cycles = 2;
    mesh.packets = {{0, {2}, 10, 1}};
    const Outcome outcome = model.run(mesh);
    INFO(model.name);
    // A flit leaves in m, comes to the next router in m + 2 and leaves at once; its credit is back in m + 4, counts in
    // m + 6: one flit in 6 cycles.
    for (std::size_t flit = 1; flit < 10; ++flit)
      CHECK(outcome.arrivals[flit].cycle - outcome.arrivals[flit - 1].cycle == 6);
  }
}

}  // namespace spikeloom
