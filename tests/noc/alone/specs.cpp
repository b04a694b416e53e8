// SPDX-License-Identifier: Apache-2.0
#include "tests/noc/alone/specs.hpp"

#include <catch2/catch.hpp>

#include "noc/register.hpp"

namespace spikeloom {

NocAloneSpec booksim_like(int columns, int rows) {
  NocAloneSpec spec;
  spec.mesh.columns = columns;
  spec.mesh.rows = rows;
  spec.noc.vc_policy = VcPolicy::Any;
  spec.noc.vc_alloc_delay_cycles = 1;
  spec.noc.switch_delay_cycles = 1;
  spec.noc.credit_delay_cycles = 1;
  return spec;
}

void set_trace(NocAloneSpec& spec, const std::vector<Recorded>& packets) {
  spec.traffic.pattern = Pattern::Trace;
  spec.trace = {};
  for (const Recorded& recorded : packets) {
    TracePacket packet;
    packet.cycle = recorded.cycle;
    packet.source = static_cast<std::uint16_t>(recorded.source);
    packet.flits = static_cast<std::uint16_t>(recorded.flits);
    packet.first_destination = static_cast<std::uint32_t>(spec.trace.destinations.size());
    packet.destinations = static_cast<std::uint32_t>(recorded.destinations.size());
    for (const int tile : recorded.destinations) spec.trace.destinations.push_back(static_cast<std::uint16_t>(tile));
    spec.trace.packets.push_back(packet);
  }
  spec.phases.warmup_cycles = 0;
  spec.phases.measure_cycles = packets.back().cycle + 1;
}

Catalogue fabrics() {
  Catalogue catalogue;
  register_fabrics(catalogue);
  return catalogue;
}

NocResults run(const NocAloneSpec& spec) { return run_noc_alone(spec, fabrics()); }

void check_same(const NocResults& a, const NocResults& b) {
  CHECK(a.flit_hash == b.flit_hash);
  CHECK(a.cycles == b.cycles);
  CHECK(a.flit_hops == b.flit_hops);
  CHECK(a.packets == b.packets);
  CHECK(a.flits == b.flits);
  CHECK(a.measured_packets == b.measured_packets);
  CHECK(a.unfinished_packets == b.unfinished_packets);
  CHECK(a.packet_latency.mean == b.packet_latency.mean);
  CHECK(a.flit_latency.mean == b.flit_latency.mean);
  CHECK(a.accepted_rate == b.accepted_rate);
  CHECK(a.offered_rate == b.offered_rate);
  CHECK(a.saturated == b.saturated);
  CHECK((a.routers == b.routers));
}

}  // namespace spikeloom
