// SPDX-License-Identifier: Apache-2.0
#pragma once
// Latency at no load, from the sentences of noc/README.md.

#include <algorithm>
#include <cstdlib>

#include "tests/noc/mesh_case.hpp"

namespace spikeloom {

/// Hops on a shortest way; a port at the edge is beside its tile.
inline int hops(const MeshCase& mesh, int source, int destination) {
  const int a = mesh.tile_of(source), b = mesh.tile_of(destination);
  const auto along = [&](int from, int to, int length) {
    const int straight = std::abs(to - from);
    return mesh.noc.topology == Topology::Torus ? std::min(straight, length - straight) : straight;
  };
  return along(a % mesh.columns, b % mesh.columns, mesh.columns) + along(a / mesh.columns, b / mesh.columns, mesh.rows);
}

/// Cycles from arrival at the first router to arrival at the sink; with bypass every router costs switch_delay only.
inline int network_cycles(const MeshCase& mesh, int routers) {
  const NocSpec& noc = mesh.noc;
  const int router = noc.bypass ? noc.switch_delay_cycles
                                : noc.routing_delay_cycles + noc.vc_alloc_delay_cycles + noc.switch_alloc_delay_cycles +
                                      noc.switch_delay_cycles;
  return routers * router + (routers - 1) * noc.link_latency_cycles + 1;
}

/// Cycle in which a flit of a packet that is alone in the network reaches its sink, when the buffers cover the credit
/// loop. Flits behind each other ask for the switch every switch_alloc_delay cycles: link_interval is at most that (or
/// switch_alloc_delay 1), else flits meet the switch in more ways than a formula can say.
inline Cycle zero_load_arrival(const MeshCase& mesh, const PlannedPacket& packet, int destination, int flit) {
  const int routers = hops(mesh, packet.source, destination) + 1;
  const int tries =
      (mesh.noc.link_interval_cycles + mesh.noc.switch_alloc_delay_cycles - 1) / mesh.noc.switch_alloc_delay_cycles;
  const int spacing = mesh.noc.bypass ? mesh.noc.link_interval_cycles : tries * mesh.noc.switch_alloc_delay_cycles;
  return packet.cycle +
         static_cast<Cycle>(mesh.injection_delay_cycles + network_cycles(mesh, routers) + flit * spacing);
}

}  // namespace spikeloom
