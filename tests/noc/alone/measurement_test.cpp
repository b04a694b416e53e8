// SPDX-License-Identifier: Apache-2.0
// The books, kept by hand: packets are opened, sent and arrive here without a network.
#include "noc/alone/measurement.hpp"

#include <catch2/catch.hpp>

#include "tests/noc/alone/specs.hpp"

namespace spikeloom {
namespace {

/// A line of four tiles; cycles 100 to 199 are measured.
NocAloneSpec line() {
  NocAloneSpec spec;
  spec.mesh.columns = 4;
  spec.mesh.rows = 1;
  spec.traffic.packet_flits = 2;
  spec.phases.warmup_cycles = 100;
  spec.phases.measure_cycles = 100;
  return spec;
}

Offer offer(Cycle birth, int flits, int receivers = 1) {
  Offer made;
  made.birth = birth;
  made.flits = static_cast<std::uint16_t>(flits);
  made.receivers = static_cast<std::uint16_t>(receivers);
  return made;
}

struct Books {
  explicit Books(const NocAloneSpec& spec_) : spec(spec_), books(spec) {}
  std::uint32_t open(int tile, Cycle birth, Cycle now, int flits = 2, int receivers = 1) {
    books.born(offer(birth, flits, receivers));
    return books.open(tile, offer(birth, flits, receivers), now);
  }
  bool arrived(std::uint32_t packet, int position, bool tail, Cycle at, int tile) {
    return books.arrived(Flit(packet, tile, 0, position, tail), at, tile);
  }
  const NocAloneSpec spec;
  Measurement books;
};

}  // namespace

TEST_CASE("latencies of a packet of two flits") {
  Books b(line());
  const std::uint32_t packet = b.open(0, 110, 115);
  b.books.sent(packet, 1, 118);
  CHECK_FALSE(b.arrived(packet, 0, false, 130, 2));
  CHECK(b.books.open_measured() == 1);
  CHECK(b.arrived(packet, 1, true, 140, 2));
  CHECK(b.books.open_measured() == 0);
  const NocResults r = b.books.results(true);
  CHECK(r.packet_latency.mean == 140 - 110);
  CHECK(r.network_latency.mean == 140 - 115);
  CHECK(r.head_latency.mean == 130 - 110);
  CHECK(r.flit_latency.mean == ((130 - 115) + (140 - 118)) / 2.0);
  CHECK(r.flit_latency.count == 2);
  CHECK(r.hops_mean == 3);
  CHECK(r.measured_packets == 1);
  CHECK(r.unfinished_packets == 0);
  CHECK(r.offered_rate == 2.0 / (4 * 100));
  CHECK(r.accepted_rate == 2.0 / (4 * 100));
}

TEST_CASE("only packets born in the measured phase are measured, only flits that arrive in it are accepted") {
  Books b(line());
  for (const Cycle birth : {Cycle{99}, Cycle{100}, Cycle{199}, Cycle{200}}) {
    const std::uint32_t packet = b.open(1, birth, birth, 1);
    CHECK(b.books.open_measured() == static_cast<std::uint64_t>(birth == 100 || birth == 199));
    b.arrived(packet, 0, true, birth + 1, 1);
  }
  const NocResults r = b.books.results(true);
  CHECK(r.measured_packets == 2);
  CHECK(r.packet_latency.count == 2);
  CHECK(r.offered_rate == 2.0 / 400);
  CHECK(r.accepted_rate == 2.0 / 400);  // of births 99 and 100, in cycles 100 and 101
  CHECK(r.packets == 4);
  CHECK(r.hops_mean == 1);
  CHECK(b.books.last_arrival() == 201);
  CHECK(b.books.last_measured_arrival() == 200);
}

TEST_CASE("a packet for several tiles counts once for each, and is gone with its last tail") {
  Books b(line());
  const std::uint32_t packet = b.open(0, 100, 100, 1, 3);
  CHECK_FALSE(b.arrived(packet, 0, true, 105, 0));
  CHECK_FALSE(b.arrived(packet, 0, true, 109, 2));
  CHECK(b.arrived(packet, 0, true, 110, 3));
  const NocResults r = b.books.results(true);
  CHECK(r.packets == 1);
  CHECK(r.flits == 3);
  CHECK(r.packet_latency.count == 3);
  CHECK(r.packet_latency.mean == 8);
  CHECK(r.hops_mean == Approx((1 + 3 + 4) / 3.0));
  CHECK(r.offered_rate == 3.0 / 400);
}

TEST_CASE("hops are the shorter way around a ring") {
  NocAloneSpec spec = line();
  spec.noc.topology = Topology::Torus;
  Books b(spec);
  b.arrived(b.open(0, 100, 100, 1), 0, true, 105, 3);
  CHECK(b.books.results(true).hops_mean == 2);
}

TEST_CASE("handles are reused, names are not") {
  Books b(line()), other(line());
  const std::uint32_t first = b.open(0, 100, 100, 1);
  b.arrived(first, 0, true, 105, 1);
  CHECK(b.open(0, 106, 106, 1) == first);
  b.arrived(first, 0, true, 111, 1);
  // The same arrivals of other packets: both from tile 2.
  for (const Cycle birth : {Cycle{100}, Cycle{106}})
    other.arrived(other.open(2, birth, birth, 1), 0, true, birth + 5, 1);
  CHECK(b.books.results(true).flit_hash != other.books.results(true).flit_hash);
}

TEST_CASE("the hash knows packet, flit, cycle and tile, and no order") {
  const auto hash = [](bool swapped, Cycle second_arrival, int second_tile, int second_source) {
    Books b(line());
    const std::uint32_t x = b.open(0, 100, 100, 1), y = b.open(second_source, 100, 100, 1);
    if (swapped) b.arrived(y, 0, true, second_arrival, second_tile);
    b.arrived(x, 0, true, 110, 2);
    if (!swapped) b.arrived(y, 0, true, second_arrival, second_tile);
    return b.books.results(true).flit_hash;
  };
  const std::uint64_t base = hash(false, 110, 3, 1);
  CHECK(hash(true, 110, 3, 1) == base);
  CHECK(hash(false, 111, 3, 1) != base);
  CHECK(hash(false, 110, 2, 1) != base);
  CHECK(hash(false, 110, 3, 3) != base);
}

TEST_CASE("saturated: 2 % and a packet a tile behind, or not drained") {
  const auto saturated = [](int born, int accepted, bool drained, Pattern pattern = Pattern::Uniform) {
    NocAloneSpec spec = line();
    if (pattern == Pattern::Trace) set_trace(spec, {{100, 0, {1}, 2}});
    spec.phases.warmup_cycles = 0;
    spec.phases.measure_cycles = 100;
    Books b(spec);
    for (int i = 0; i < born; ++i) b.books.born(offer(50, 1));
    const std::uint32_t packet = b.books.open(0, offer(500, 1, 65535), 50);
    for (int i = 0; i < accepted; ++i) b.arrived(packet, 0, true, 60, 1);
    return b.books.results(drained).saturated;
  };
  CHECK_FALSE(saturated(10, 10, true));
  CHECK(saturated(10, 10, false));
  CHECK_FALSE(saturated(10, 2, true));  // 8 flits are one packet for each of 4 tiles
  CHECK(saturated(10, 1, true));
  CHECK_FALSE(saturated(1000, 980, true));
  CHECK(saturated(1000, 979, true));
  CHECK_FALSE(saturated(1000, 1100, true));
  CHECK_FALSE(saturated(1000, 100, true, Pattern::Trace));
  CHECK(saturated(1000, 100, false, Pattern::Trace));
}

}  // namespace spikeloom
