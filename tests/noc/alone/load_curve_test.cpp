// SPDX-License-Identifier: Apache-2.0
#include "noc/alone/load_curve.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/noc/alone/specs.hpp"
#include "tests/support/error_of.hpp"

namespace spikeloom {
namespace {

SweepResults sweep(NocAloneSpec spec) {
  spec.phases = {1000, 4000, 100000};
  return sweep_injection(spec, fabrics());
}

}  // namespace

TEST_CASE("a sweep finds where the 8 x 8 mesh saturates") {
  const SweepResults found = sweep(booksim_like(8, 8));
  // BookSim accepts 0.169 at an injection of 0.2 (tests/noc/alone/booksim2.csv, 1 flit, 1 channel of 4 flits).
  CHECK(found.max_accepted_rate == Approx(0.169).epsilon(0.05));
  // Without load: 4 x routers + 2; the mean distance of uniform traffic on 8 x 8 is 5.25.
  CHECK(found.zero_load_latency == Approx(4 * 6.25 + 2).epsilon(0.02));
  REQUIRE(found.knee);
  const SweepPoint& knee = found.points.at(*found.knee);
  CHECK(knee.injection_rate == Approx(0.167).epsilon(0.05));
  CHECK(knee.results.packet_latency.mean <= 3 * found.zero_load_latency);
  CHECK_FALSE(knee.results.saturated);

  REQUIRE(*found.knee + 1 < found.points.size());
  const SweepPoint& beyond = found.points[*found.knee + 1];
  CHECK(beyond.injection_rate <= 1.01 * knee.injection_rate);
  CHECK((beyond.results.saturated || beyond.results.packet_latency.mean > 3 * found.zero_load_latency));
}

TEST_CASE("the curve covers the range below saturation, by rising rate") {
  const SweepResults found = sweep(booksim_like(4, 4));
  REQUIRE(found.knee);
  const double knee = found.points[*found.knee].injection_rate;
  double last = 0;
  for (const SweepPoint& point : found.points) {
    CHECK(point.injection_rate > last);
    if (point.injection_rate <= knee) CHECK(point.injection_rate - last <= 0.19 * knee);
    last = point.injection_rate;
  }
  CHECK(last > knee);
}

TEST_CASE("a network that keeps up with full sources does not saturate") {
  NocAloneSpec spec = booksim_like(1, 1);
  spec.noc.vcs = 4;
  spec.noc.buffer_flits = 16;
  const SweepResults found = sweep(spec);
  CHECK_FALSE(found.knee);
  CHECK(found.points.back().injection_rate == 1);
  CHECK(found.max_accepted_rate == Approx(1).epsilon(0.01));
}

TEST_CASE("a hotspot saturates a large network at a very low rate") {
  NocAloneSpec spec = booksim_like(16, 16);
  spec.noc.vcs = 2;
  spec.traffic.pattern = Pattern::Hotspot;
  spec.traffic.hotspots = {0};
  spec.traffic.hotspot_fraction = 1;
  const SweepResults found = sweep(spec);
  REQUIRE(found.knee);
  // The tile takes at most a flit a cycle from 256 sources; a short run does not tell slightly more from that.
  CHECK(found.points[*found.knee].injection_rate < 1.05 / 256);
  CHECK(found.points[*found.knee].injection_rate > 0.5 / 256);
}

TEST_CASE("the same point alone gives the same figures") {
  NocAloneSpec spec = booksim_like(4, 4);
  const SweepResults found = sweep(spec);
  const SweepPoint& point = found.points.at(3);
  spec.phases = {1000, 4000, 4000};
  spec.traffic.injection_rate = point.injection_rate;
  NocResults alone = run(spec);
  alone.routers.clear();
  check_same(alone, point.results);
}

TEST_CASE("progress counts runs") {
  NocAloneSpec spec = booksim_like(2, 2);
  spec.phases = {100, 2000, 2000};
  std::uint64_t runs = 0;
  const SweepResults found = sweep_injection(spec, fabrics(), [&](std::uint64_t done, std::uint64_t total) {
    CHECK(done == runs + 1);
    CHECK(total >= done);
    runs = done;
  });
  CHECK(runs == found.points.size());
}

TEST_CASE("a sweep with too few samples is refused: where it saturates would depend on the phases") {
  NocAloneSpec spec = booksim_like(4, 4);
  const auto refusal = [&](const PhaseSpec& phases) {
    spec.phases = phases;
    return error_of([&] { sweep_injection(spec, fabrics()); });
  };
  CHECK(refusal({500, 5000, 10}).find("phases.drain_cycles: 10 is too short for a sweep") == 0);
  CHECK(refusal({0, 1, 5000}).find("phases.measure_cycles: 1 cycles measure 0 packets") == 0);
  spec.mesh = {32, 32};
  CHECK(refusal({0, 200, 5000}).find("allowed: ") != std::string::npos);
}

TEST_CASE("the saturation rate does not depend on a drain that is long enough") {
  NocAloneSpec spec = booksim_like(4, 4);
  std::vector<double> rates;
  for (const Cycle drain : {Cycle{2000}, Cycle{100000}}) {
    spec.phases = {500, 2000, drain};
    const SweepResults found = sweep_injection(spec, fabrics());
    rates.push_back(found.points.at(found.knee.value()).injection_rate);
  }
  CHECK(rates[0] == rates[1]);
}

}  // namespace spikeloom
