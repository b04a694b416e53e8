// SPDX-License-Identifier: Apache-2.0
// A packet alone takes what the formula of noc/README.md says, to the cycle: recorded packets, far apart, between all
// pairs of tiles.
#include <catch2/catch.hpp>
#include <cstdlib>

#include "tests/noc/alone/specs.hpp"

namespace spikeloom {
namespace {

constexpr Cycle kApart = 400;

struct Expected {
  std::uint64_t packets = 0, flits = 0, latency = 0, head_latency = 0, flit_latency = 0, hops = 0, flit_hops = 0;
  Cycle longest = 0;
};

int delays(const NocSpec& noc) {
  return noc.routing_delay_cycles + noc.vc_alloc_delay_cycles + noc.switch_alloc_delay_cycles + noc.switch_delay_cycles;
}

/// 2 + (R - 1) x (delays + link) + (delays + 1) for the head, link_interval more for each flit behind it.
void expect(Expected& all, const NocSpec& noc, int routers, int flits) {
  const auto head = static_cast<Cycle>(2 + (routers - 1) * (delays(noc) + noc.link_latency_cycles) + delays(noc) + 1);
  const Cycle tail = head + static_cast<Cycle>((flits - 1) * noc.link_interval_cycles);
  ++all.packets;
  all.flits += static_cast<std::uint64_t>(flits);
  all.head_latency += head;
  all.latency += tail;
  all.flit_latency += head * static_cast<std::uint64_t>(flits);
  all.hops += static_cast<std::uint64_t>(routers);
  all.flit_hops += static_cast<std::uint64_t>(routers * flits);
  all.longest = std::max(all.longest, tail);
}

Expected record_all_pairs(NocAloneSpec& spec, int flits) {
  Expected all;
  std::vector<Recorded> packets;
  const int columns = spec.mesh.columns;
  for (int from = 0; from < spec.tiles(); ++from)
    for (int to = 0; to < spec.tiles(); ++to) {
      const int routers = std::abs(from % columns - to % columns) + std::abs(from / columns - to / columns) + 1;
      expect(all, spec.noc, routers, flits);
      packets.push_back({kApart * packets.size(), from, {to}, flits});
    }
  set_trace(spec, packets);
  return all;
}

void check_exact(NocAloneSpec spec, int flits) {
  const Expected expected = record_all_pairs(spec, flits);
  const NocResults r = run(spec);
  const auto mean = [](std::uint64_t sum, std::uint64_t of) {
    return static_cast<double>(sum) / static_cast<double>(of);
  };
  CHECK(r.measured_packets == expected.packets);
  CHECK(r.packet_latency.mean == mean(expected.latency, expected.packets));
  CHECK(r.packet_latency.max == expected.longest);
  CHECK(r.network_latency.mean == r.packet_latency.mean);
  CHECK(r.head_latency.mean == mean(expected.head_latency, expected.packets));
  CHECK(r.flit_latency.mean == mean(expected.flit_latency, expected.flits));
  CHECK(r.hops_mean == mean(expected.hops, expected.packets));
  CHECK(r.flit_hops == expected.flit_hops);
  CHECK_FALSE(r.saturated);
}

}  // namespace

TEST_CASE("BookSim's router: 4 x routers + 2 + (flits - 1)") {
  for (const char* kernel : {"active", "clocked"})
    for (const int flits : {1, 2, 8, 64}) {
      CAPTURE(kernel, flits);
      NocAloneSpec spec = booksim_like(4, 3);
      spec.noc.kernel.name = kernel;
      spec.noc.buffer_flits = 8;
      CHECK(delays(spec.noc) + spec.noc.link_latency_cycles == 4);
      check_exact(spec, flits);
    }
}

TEST_CASE("every delay counts once a router, link latency between them, the interval between flits") {
  for (const char* kernel : {"active", "clocked"})
    for (int which = 0; which < 6; ++which) {
      CAPTURE(kernel, which);
      NocAloneSpec spec;
      spec.mesh.columns = 3;
      spec.mesh.rows = 3;
      spec.noc.kernel.name = kernel;
      spec.noc.buffer_flits = 32;  // covers every credit loop
      int* const fields[] = {&spec.noc.routing_delay_cycles,      &spec.noc.vc_alloc_delay_cycles,
                             &spec.noc.switch_alloc_delay_cycles, &spec.noc.switch_delay_cycles,
                             &spec.noc.link_latency_cycles,       &spec.noc.link_interval_cycles};
      *fields[which] = 3;
      if (which == 2) spec.noc.link_interval_cycles = 3;  // a router that allocates in 3 cycles passes a flit every 3
      check_exact(spec, 4);
    }
}

TEST_CASE("a source nearer to its router takes less") {
  NocAloneSpec spec = booksim_like(2, 1);
  set_trace(spec, {{10, 0, {1}, 1}});
  CHECK(run(spec).packet_latency.mean == 4 * 2 + 2);
  spec.traffic.terminal_latency_cycles = 1;
  CHECK(run(spec).packet_latency.mean == 4 * 2 + 1);
}

TEST_CASE("packets that wait at their source count from their birth") {
  // Three packets of 4 flits are born at once. Their source sends a flit a cycle; the second head follows the first
  // tail.
  NocAloneSpec spec = booksim_like(1, 1);
  spec.noc.vcs = 4;
  spec.noc.buffer_flits = 16;
  set_trace(spec, {{5, 0, {0}, 4}, {5, 0, {0}, 4}, {5, 0, {0}, 4}});
  const NocResults r = run(spec);
  CHECK(r.packets == 3);
  CHECK(r.head_latency.p50 - r.network_latency.p50 >= 1);
  CHECK(r.packet_latency.mean > r.network_latency.mean);
  CHECK(r.packet_latency.max == 4 + 2 + 3 + 4 + 4);  // two packets of 4 flits before the last one
}

}  // namespace spikeloom
