// SPDX-License-Identifier: Apache-2.0
#include "tests/noc/mesh_case.hpp"

#include <sstream>

namespace spikeloom {
namespace {

void describe_router(std::ostream& out, const NocSpec& noc) {
  constexpr const char* kRouting[] = {"xy", "yx", "odd_even"};
  constexpr const char* kAllocator[] = {"islip", "separable"};
  out << (noc.topology == Topology::Torus ? "torus" : "mesh") << " routing "
      << kRouting[static_cast<std::size_t>(noc.routing)] << " vcs " << noc.vcs
      << (noc.vc_policy == VcPolicy::Keep ? " keep" : " any") << " buffer_flits " << noc.buffer_flits << " delays R "
      << noc.routing_delay_cycles << " V " << noc.vc_alloc_delay_cycles << " S " << noc.switch_alloc_delay_cycles
      << " T " << noc.switch_delay_cycles << " credit " << noc.credit_delay_cycles << " link latency "
      << noc.link_latency_cycles << " interval " << noc.link_interval_cycles << " vc_allocator "
      << kAllocator[static_cast<std::size_t>(noc.vc_allocator)] << " switch_allocator "
      << kAllocator[static_cast<std::size_t>(noc.switch_allocator)] << (noc.bypass ? " bypass" : "");
}

std::string describe_counts(const RouterCounts& counts) {
  std::ostringstream out;
  const auto list = [&](const char* name, const auto& values) {
    out << ' ' << name;
    for (const std::uint64_t value : values) out << ' ' << value;
  };
  list("in", counts.flits_in);
  list("out", counts.flits_out);
  list("stalls", counts.stall_cycles);
  out << " vc_grants " << counts.vc_grants << " switch_grants " << counts.switch_grants << " bypassed "
      << counts.bypassed << " buffered " << counts.buffered_cycles;
  return out.str();
}

// Of the flit with the earliest cycle in either outcome among those that differ.
std::string first_arrival_difference(const MeshCase& mesh, const Outcome& expected, const Outcome& actual) {
  const ArrivalIndex index(mesh);
  std::string text;
  Cycle first = ~Cycle{0};
  for (std::size_t p = 0; p < mesh.packets.size(); ++p)
    for (std::size_t d = 0; d < mesh.packets[p].destinations.size(); ++d)
      for (int f = 0; f < mesh.packets[p].flits; ++f) {
        const Arrival a = expected.arrivals[index.of(p, d, f)], b = actual.arrivals[index.of(p, d, f)];
        const Cycle cycle = a.cycle != 0 && (b.cycle == 0 || a.cycle < b.cycle) ? a.cycle : b.cycle;
        if (a == b || cycle >= first) continue;
        first = cycle;
        std::ostringstream out;
        out << "packet " << p << " flit " << f << " at " << mesh.packets[p].destinations[d] << ": expected cycle "
            << a.cycle << " vc " << a.vc << ", actual cycle " << b.cycle << " vc " << b.vc << '\n';
        text = out.str();
      }
  return text;
}

}  // namespace

ArrivalIndex::ArrivalIndex(const MeshCase& mesh) {
  first_.push_back(0);
  for (const PlannedPacket& packet : mesh.packets) {
    flits_.push_back(static_cast<std::size_t>(packet.flits));
    first_.push_back(first_.back() + packet.destinations.size() * flits_.back());
  }
}

std::string describe(const MeshCase& mesh) {
  std::ostringstream out;
  out << mesh.columns << " x " << mesh.rows << ' ';
  describe_router(out, mesh.noc);
  out << "\nsink_places " << mesh.sink_places << " (host " << mesh.host_sink_places << ") service_cycles "
      << mesh.service_cycles << " injection_delay_cycles " << mesh.injection_delay_cycles << '\n';
  for (std::size_t i = 0; i < mesh.packets.size(); ++i) {
    const PlannedPacket& packet = mesh.packets[i];
    out << "packet " << i << ": cycle " << packet.cycle << " from " << packet.source << " to";
    for (const int destination : packet.destinations) out << ' ' << destination;
    out << ", " << packet.flits << " flits\n";
  }
  return out.str();
}

std::string first_difference(const MeshCase& mesh, const Outcome& expected, const Outcome& actual) {
  std::string text = first_arrival_difference(mesh, expected, actual);
  for (std::size_t p = 0; p < mesh.packets.size(); ++p) {
    if (expected.injection_vcs[p] == actual.injection_vcs[p]) continue;
    text += "packet " + std::to_string(p) + ": expected to be sent on vc " + std::to_string(expected.injection_vcs[p]) +
            ", actual vc " + std::to_string(actual.injection_vcs[p]) + '\n';
    break;
  }
  for (std::size_t r = 0; r < expected.counts.size(); ++r) {
    if (expected.counts[r] == actual.counts[r]) continue;
    text += "router " + std::to_string(r) + "\n  expected" + describe_counts(expected.counts[r]) + "\n  actual  " +
            describe_counts(actual.counts[r]) + '\n';
    break;
  }
  for (const std::string& fault : expected.faults) text += "expected fault: " + fault + '\n';
  for (const std::string& fault : actual.faults) text += "actual fault: " + fault + '\n';
  return text;
}

}  // namespace spikeloom
