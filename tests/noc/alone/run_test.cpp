// SPDX-License-Identifier: Apache-2.0
// Whole runs: phases, ends, what is conserved, and that two kernels and two runs agree.
#include <catch2/catch.hpp>
#include <numeric>

#include "base/error.hpp"
#include "tests/noc/alone/specs.hpp"

namespace spikeloom {
namespace {

NocAloneSpec small(double rate) {
  NocAloneSpec spec = booksim_like(4, 4);
  spec.traffic.injection_rate = rate;
  spec.phases = {200, 1500, 20000};
  return spec;
}

std::vector<std::pair<std::string, NocAloneSpec>> varied_specs() {
  std::vector<std::pair<std::string, NocAloneSpec>> specs;
  const auto add = [&](const std::string& name, auto change, double rate = 0.15) {
    NocAloneSpec spec = small(rate);
    change(spec);
    specs.emplace_back(name, spec);
  };
  add("as it is", [](NocAloneSpec&) {});
  add(
      "saturated", [](NocAloneSpec&) {}, 0.9);
  add(
      "saturated and not drained", [](NocAloneSpec& s) { s.phases.drain_cycles = 100; }, 0.9);
  add(
      "no drain at all", [](NocAloneSpec& s) { s.phases.drain_cycles = 0; }, 0.3);
  add(
      "torus", [](NocAloneSpec& s) { s.noc.topology = Topology::Torus, s.noc.vcs = 3; }, 0.4);
  add("odd-even transpose",
      [](NocAloneSpec& s) { s.noc.routing = Routing::OddEven, s.traffic.pattern = Pattern::Transpose; });
  add(
      "long packets", [](NocAloneSpec& s) { s.traffic.packet_flits = 7, s.noc.vcs = 2; }, 0.3);
  add(
      "trees", [](NocAloneSpec& s) { s.traffic.destinations = 4; }, 0.05);
  add(
      "copies", [](NocAloneSpec& s) { s.traffic.destinations = 4, s.noc.multicast = Multicast::Unicast; }, 0.05);
  add("bypass", [](NocAloneSpec& s) { s.noc.bypass = true, s.noc.vcs = 4; });
  add("slow links", [](NocAloneSpec& s) { s.noc.link_interval_cycles = 3, s.noc.vcs = 4; });
  add(
      "hotspot", [](NocAloneSpec& s) { s.traffic.pattern = Pattern::Hotspot, s.traffic.hotspots = {6}; }, 0.1);
  add("trace", [](NocAloneSpec& s) {
    set_trace(s, {{0, 0, {15}, 4}, {0, 0, {1, 2, 15, 0}, 3}, {3, 9, {9}, 1}, {90, 15, {0}, 4}});
    s.phases.drain_cycles = 20000;
  });
  return specs;
}

std::uint64_t sum(const std::array<std::uint64_t, kDirections>& flits) {
  return std::accumulate(flits.begin(), flits.end(), std::uint64_t{0});
}

}  // namespace

TEST_CASE("both kernels and repeated runs agree in every figure") {
  for (auto& [name, spec] : varied_specs()) {
    CAPTURE(name);
    const NocResults active = run(spec);
    check_same(run(spec), active);
    spec.noc.kernel.name = "clocked";
    check_same(run(spec), active);
    CHECK(active.packets > 0);
  }
}

TEST_CASE("nothing is lost: what enters the network leaves it") {
  for (const auto& [name, spec] : varied_specs()) {
    CAPTURE(name);
    const NocResults r = run(spec);
    const RouterCounts total = noc_report(spec, r).total();
    CHECK(total.flits_out[at(Direction::Local)] == r.flits);
    CHECK(r.flit_hops == sum(total.flits_out));
    CHECK(total.flits_in[at(Direction::West)] == total.flits_out[at(Direction::East)]);
    CHECK(total.flits_in[at(Direction::North)] == total.flits_out[at(Direction::South)]);
    CHECK(total.flits_out[at(Direction::Host)] == 0);
    if (name != "trees" && name != "trace") {
      CHECK(total.flits_in[at(Direction::Local)] == r.flits);
      CHECK(sum(total.flits_in) == sum(total.flits_out));
    }
  }
}

TEST_CASE("at low load everything offered is accepted and drained") {
  const NocResults r = run(small(0.05));
  CHECK_FALSE(r.saturated);
  CHECK(r.drained);
  CHECK(r.unfinished_packets == 0);
  CHECK(r.measured_packets == r.packet_latency.count);
  CHECK(r.offered_rate == Approx(0.05).epsilon(0.1));
  CHECK(r.accepted_rate == Approx(r.offered_rate).epsilon(0.05));
  CHECK(r.cycles >= 1700);
  CHECK(r.cycles < 1900);
}

TEST_CASE("beyond saturation the offered rate is still what was born") {
  NocAloneSpec spec = small(0.9);
  spec.phases.drain_cycles = 0;
  const NocResults r = run(spec);
  CHECK(r.saturated);
  CHECK_FALSE(r.drained);
  CHECK(r.unfinished_packets > 0);
  CHECK(r.unfinished_packets + r.packet_latency.count == r.measured_packets);
  CHECK(r.offered_rate == Approx(0.9).epsilon(0.01));
  CHECK(r.accepted_rate < 0.7);
}

TEST_CASE("figures of the measured phase do not depend on how long the network is drained") {
  NocAloneSpec spec = small(0.1);
  const NocResults longer = run(spec);
  spec.phases.drain_cycles = 5000;
  const NocResults shorter = run(spec);
  check_same(longer, shorter);
}

TEST_CASE("an empty network costs nothing, however long") {
  NocAloneSpec spec = small(0);
  spec.phases.measure_cycles = 1'000'000'000;
  const NocResults r = run(spec);
  CHECK(r.cycles == 1'000'000'200);
  CHECK(r.flit_hops == 0);
  CHECK(r.flit_hash == 0);
  CHECK(r.packet_latency.count == 0);
  CHECK_FALSE(r.saturated);
}

TEST_CASE("a nearly empty one costs its packets") {
  NocAloneSpec spec = small(1e-7);
  spec.phases.measure_cycles = 1'000'000'000;
  const NocResults r = run(spec);
  CHECK(r.measured_packets > 1000);
  CHECK(r.packet_latency.max < 40);
  CHECK(r.cycles >= 1'000'000'200);
}

TEST_CASE("progress rises to the end of the measured phase") {
  NocAloneSpec spec = small(0.01);
  spec.phases.measure_cycles = 30000;
  std::vector<std::uint64_t> seen;
  run_noc_alone(spec, fabrics(), [&](std::uint64_t done, std::uint64_t total) {
    CHECK(total == 30200);
    seen.push_back(done);
  });
  REQUIRE(seen.size() >= 10);
  CHECK(std::is_sorted(seen.begin(), seen.end()));
  CHECK(seen.back() <= 30200);
}

TEST_CASE("buffer occupancy and link utilisation are shares of what is there") {
  NocAloneSpec spec = booksim_like(2, 1);
  spec.noc.link_interval_cycles = 2;
  set_trace(spec, {{0, 0, {1}, 4}});
  const NocResults r = run(spec);
  // Four flits cross the link from tile 0 eastwards, each takes it for two cycles.
  CHECK(noc_report(spec, r).link_utilisation(0, Direction::East) == Approx(8.0 / static_cast<double>(r.cycles)));
  CHECK(noc_report(spec, r).link_utilisation(1, Direction::East) == 0);
  CHECK(noc_report(spec, r).busiest_link(1) == noc_report(spec, r).link_utilisation(1, Direction::Local));
  CHECK_FALSE(noc_report(spec, r).has_port(0, Direction::West));
  CHECK(noc_report(spec, r).has_port(0, Direction::East));
  CHECK_FALSE(noc_report(spec, r).has_port(0, Direction::Host));
  const double places = 2 * 4;  // two ports, one virtual channel of four flits each
  CHECK(noc_report(spec, r).buffer_occupancy(0) ==
        Approx(static_cast<double>(r.routers[0].buffered_cycles) / (places * static_cast<double>(r.cycles))));
  CHECK(r.routers[0].buffered_cycles > 0);
}

namespace {

/// Takes flits and never hands one on.
struct Hole final : Router, FlitSink, CreditSink {
  Hole(const sc_core::sc_module_name& name) : Router(name) {
    for (LinkEnd& link : links) {
      link.in.flits(static_cast<FlitSink&>(*this));
      link.in.credits(static_cast<CreditSink&>(*this));
    }
  }
  void receive(const Flit&, Cycle) override {}
  void credit(int, Cycle) override {}
  RouterCounts counts() const override { return {}; }
  std::string waiting() const override { return "for ever"; }
};

struct HoleFabric final : Fabric {
  explicit HoleFabric(const sc_core::sc_module_name& name) : Fabric(name) {}
  std::unique_ptr<Router> make_router(const sc_core::sc_module_name& name, int) override {
    return std::make_unique<Hole>(name);
  }
  std::uint16_t add_group(int, const std::vector<int>&) override { return 0; }
};

}  // namespace

TEST_CASE("a network that stands still is told, with what waits where") {
  Catalogue catalogue;
  catalogue.add_fabric("active", [](const sc_core::sc_module_name& name, const FabricContext&) {
    return std::make_unique<HoleFabric>(name);
  });
  std::string message;
  try {
    run_noc_alone(small(0.1), catalogue);
  } catch (const RunError& error) {
    message = error.what();
  }
  CHECK(message.find("deadlock: no flit arrived and no packet entered since cycle ") == 0);
  CHECK(message.find("64 packets in the network") != std::string::npos);  // 16 tiles, 4 credits each
  CHECK(message.find("\n  router_0_0: for ever\n") != std::string::npos);
}

TEST_CASE("an unknown kernel is refused with the known ones") {
  NocAloneSpec spec = small(0.1);
  spec.noc.kernel = {"idle", "noc.yaml:1:2: noc.kernel"};
  CHECK_THROWS_WITH(run(spec), "noc.yaml:1:2: noc.kernel: unknown block 'idle'; known: active, clocked");
}

}  // namespace spikeloom
