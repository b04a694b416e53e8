// SPDX-License-Identifier: Apache-2.0
#include "tests/noc/shrink.hpp"

#include <algorithm>
#include <vector>

namespace spikeloom {
namespace {

using Fails = std::function<bool(const MeshCase&)>;

bool keep_if(MeshCase& mesh, const MeshCase& smaller, const Fails& fails) {
  if (!fails(smaller)) return false;
  mesh = smaller;
  return true;
}

// Halves, quarters, ... of the list, down to single packets.
bool drop_packets(MeshCase& mesh, const Fails& fails) {
  bool any = false;
  for (std::size_t size = std::max<std::size_t>(1, mesh.packets.size() / 2); size > 0; size /= 2)
    for (std::size_t first = 0; first < mesh.packets.size();) {
      MeshCase smaller = mesh;
      const auto begin = smaller.packets.begin() + static_cast<std::ptrdiff_t>(first);
      const auto end = begin + static_cast<std::ptrdiff_t>(std::min(size, mesh.packets.size() - first));
      smaller.packets.erase(begin, end);
      if (keep_if(mesh, smaller, fails))
        any = true;
      else
        first += size;
    }
  return any;
}

bool simplify_packets(MeshCase& mesh, const Fails& fails) {
  bool any = false;
  for (std::size_t i = 0; i < mesh.packets.size(); ++i) {
    for (const int flits : {1, 2, mesh.packets[i].flits / 2, mesh.packets[i].flits - 1}) {
      if (flits < 1 || flits >= mesh.packets[i].flits) continue;
      MeshCase smaller = mesh;
      smaller.packets[i].flits = flits;
      any = keep_if(mesh, smaller, fails) || any;
    }
    for (std::size_t d = 0; mesh.packets[i].destinations.size() > 1 && d < mesh.packets[i].destinations.size(); ++d) {
      MeshCase smaller = mesh;
      smaller.packets[i].destinations.erase(smaller.packets[i].destinations.begin() + static_cast<std::ptrdiff_t>(d));
      any = keep_if(mesh, smaller, fails) || any;
    }
  }
  return any;
}

bool set_defaults(MeshCase& mesh, const Fails& fails) {
  const std::vector<int NocSpec::*> zeros{&NocSpec::routing_delay_cycles, &NocSpec::vc_alloc_delay_cycles,
                                          &NocSpec::credit_delay_cycles};
  const std::vector<int NocSpec::*> ones{&NocSpec::switch_alloc_delay_cycles, &NocSpec::link_latency_cycles,
                                         &NocSpec::link_interval_cycles};
  bool any = false;
  const auto attempt = [&](const std::function<void(MeshCase&)>& change) {
    MeshCase smaller = mesh;
    change(smaller);
    if (describe(smaller) != describe(mesh)) any = keep_if(mesh, smaller, fails) || any;
  };
  for (const auto field : zeros) attempt([&](MeshCase& smaller) { smaller.noc.*field = 0; });
  for (const auto field : ones) attempt([&](MeshCase& smaller) { smaller.noc.*field = 1; });
  attempt([](MeshCase& smaller) { smaller.noc.bypass = false; });
  attempt([](MeshCase& smaller) { smaller.noc.switch_delay_cycles = smaller.noc.bypass ? 1 : 0; });
  attempt([](MeshCase& smaller) { smaller.noc.vcs = smaller.noc.topology == Topology::Torus ? 2 : 1; });
  attempt([](MeshCase& smaller) { --smaller.noc.vcs; });
  attempt([](MeshCase& smaller) { smaller.noc.vc_allocator = Allocator::ISlip; });
  attempt([](MeshCase& smaller) { smaller.noc.switch_allocator = Allocator::ISlip; });
  attempt([](MeshCase& smaller) { smaller.service_cycles = 1; });
  attempt([](MeshCase& smaller) { smaller.injection_delay_cycles = 1; });
  attempt([](MeshCase& smaller) { smaller.sink_places = 64; });
  attempt([](MeshCase& smaller) { smaller.host_sink_places = 64; });
  attempt([](MeshCase& smaller) { smaller.noc.buffer_flits = 64; });
  return any;
}

bool legal(const MeshCase& mesh) { return mesh.noc.vcs >= (mesh.noc.topology == Topology::Torus ? 2 : 1); }

}  // namespace

MeshCase shrink(MeshCase mesh, const std::function<bool(const MeshCase&)>& fails) {
  const Fails fails_legally = [&](const MeshCase& smaller) { return legal(smaller) && fails(smaller); };
  drop_packets(mesh, fails_legally);
  for (int round = 0; round < 8; ++round) {
    const bool simpler = simplify_packets(mesh, fails_legally);
    const bool plainer = set_defaults(mesh, fails_legally);
    if (!drop_packets(mesh, fails_legally) && !simpler && !plainer) break;
  }
  const Cycle first = mesh.packets.empty() ? 1 : mesh.packets.front().cycle;
  MeshCase earlier = mesh;
  for (PlannedPacket& packet : earlier.packets) packet.cycle -= first - 1;
  keep_if(mesh, earlier, fails_legally);
  return mesh;
}

}  // namespace spikeloom
