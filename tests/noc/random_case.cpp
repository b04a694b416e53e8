// SPDX-License-Identifier: Apache-2.0
#include "tests/noc/random_case.hpp"

#include <algorithm>

#include "tests/support/random.hpp"

namespace spikeloom {
namespace {

// Small values oftener than large ones: most of what can go wrong needs a short pipeline or a small buffer.
int mostly_small(Random& random, int low, int high) {
  return random.chance(60) ? random.between(low, std::min(high, low + 1)) : random.between(low, high);
}

NocSpec random_spec(Random& random) {
  NocSpec noc;
  if (random.chance(35)) noc.topology = Topology::Torus;
  noc.routing = random.pick<Routing>({Routing::XY, Routing::YX, Routing::OddEven});
  if (noc.topology == Topology::Torus && noc.routing == Routing::OddEven) noc.routing = Routing::XY;
  noc.vcs = random.between(noc.topology == Topology::Torus ? 2 : 1, random.chance(50) ? 4 : 8);
  noc.vc_policy = random.chance(50) ? VcPolicy::Keep : VcPolicy::Any;
  noc.buffer_flits = random.chance(70) ? random.between(1, 8) : random.between(1, 64);
  noc.routing_delay_cycles = mostly_small(random, 0, 4);
  noc.vc_alloc_delay_cycles = mostly_small(random, 0, 4);
  noc.switch_alloc_delay_cycles = mostly_small(random, 1, 4);
  noc.switch_delay_cycles = mostly_small(random, 0, 4);
  noc.credit_delay_cycles = mostly_small(random, 0, 8);
  noc.link_latency_cycles = mostly_small(random, 1, 4);
  noc.link_interval_cycles = mostly_small(random, 1, 4);
  noc.vc_allocator = random.pick<Allocator>({Allocator::ISlip, Allocator::Separable});
  noc.switch_allocator = random.pick<Allocator>({Allocator::ISlip, Allocator::Separable});
  noc.bypass = noc.switch_delay_cycles > 0 && random.chance(60);
  return noc;
}

void make_sliceable(Random& random, NocSpec& noc) {
  noc.topology = Topology::Mesh;
  noc.vcs = 1;
  noc.routing = random.pick<Routing>({Routing::XY, Routing::YX});
  noc.vc_alloc_delay_cycles = random.between(0, 1);
  noc.switch_alloc_delay_cycles = 1;
  noc.bypass = false;
}

// How the packets of a case are drawn.
struct Traffic {
  int max_flits, hot_percent, hot_place, tree_percent, host_percent;
  Cycle last_cycle;
};

Traffic random_traffic(Random& random, const MeshCase& mesh, const CaseLimits& limits) {
  Traffic traffic{};
  traffic.max_flits = random.pick<int>({1, 2, 5, 8, limits.max_flits});
  traffic.hot_percent = random.chance(30) ? random.between(20, 90) : 0;
  traffic.hot_place = random.between(0, mesh.places() - 1);
  traffic.host_percent = random.between(0, 10);
  const bool trees = !limits.sliced && mesh.noc.routing != Routing::OddEven && mesh.tiles() > 1;
  traffic.tree_percent = trees && random.chance(50) ? random.between(5, 60) : 0;
  // From all at once to a network that is nearly empty.
  const int spread = random.pick<int>({1, 4, 40});
  traffic.last_cycle = static_cast<Cycle>(1 + limits.packets * spread * traffic.max_flits / (2 * mesh.tiles()));
  return traffic;
}

// More would make arrivals by the million of ten thousand packets.
constexpr int kLargestTree = 64;

std::vector<int> random_tiles(Random& random, int tiles) {
  std::vector<int> all;
  for (int tile = 0; tile < tiles; ++tile) all.push_back(tile);
  const int count = random.between(2, std::min(tiles, random.chance(70) ? 5 : kLargestTree));
  for (int i = 0; i < count; ++i)
    std::swap(all[static_cast<std::size_t>(i)], all[static_cast<std::size_t>(random.between(i, tiles - 1))]);
  all.resize(static_cast<std::size_t>(count));
  return all;
}

PlannedPacket random_packet(Random& random, const MeshCase& mesh, const Traffic& traffic) {
  PlannedPacket packet;
  const auto place = [&] {
    const int tile = random.between(0, mesh.tiles() - 1);
    return random.chance(traffic.host_percent) ? mesh.tiles() + tile : tile;
  };
  packet.source = place();
  packet.destinations = {random.chance(traffic.hot_percent) ? traffic.hot_place : place()};
  packet.flits = random.between(1, random.chance(50) ? std::min(traffic.max_flits, 3) : traffic.max_flits);
  if (random.chance(traffic.tree_percent)) {
    packet.destinations = random_tiles(random, mesh.tiles());
    packet.flits = std::min(packet.flits, mesh.noc.buffer_flits);
  }
  packet.cycle = static_cast<Cycle>(random.between(1, static_cast<int>(traffic.last_cycle)));
  return packet;
}

}  // namespace

MeshCase random_mesh_case(std::uint64_t seed, const CaseLimits& limits) {
  Random random(seed);
  MeshCase mesh;
  mesh.noc = random_spec(random);
  if (limits.router != nullptr) mesh.noc = *limits.router;
  if (limits.sliced) make_sliceable(random, mesh.noc);
  mesh.columns = random.between(limits.shortest_side, limits.longest_side);
  mesh.rows = random.chance(15) ? limits.shortest_side : random.between(limits.shortest_side, limits.longest_side);
  mesh.sink_places = random.between(1, 6);
  mesh.host_sink_places = random.between(1, 6);
  mesh.service_cycles = random.chance(60) ? 1 : random.between(2, 5);
  mesh.injection_delay_cycles = random.between(1, 2);
  const Traffic traffic = random_traffic(random, mesh, limits);
  for (int i = 0; i < limits.packets; ++i) mesh.packets.push_back(random_packet(random, mesh, traffic));
  std::stable_sort(mesh.packets.begin(), mesh.packets.end(),
                   [](const PlannedPacket& a, const PlannedPacket& b) { return a.cycle < b.cycle; });
  return mesh;
}

}  // namespace spikeloom
