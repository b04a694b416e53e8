// SPDX-License-Identifier: Apache-2.0
// Percentiles against a sorted list.
#include "noc/alone/latency_histogram.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/support/random.hpp"

namespace spikeloom {

TEST_CASE("mean, percentiles and maximum are those of the sorted latencies") {
  Random random(4);
  for (const int n : {1, 2, 3, 99, 100, 101, 5000}) {
    LatencyHistogram histogram;
    std::vector<Cycle> all;
    std::uint64_t sum = 0;
    for (int i = 0; i < n; ++i) {
      all.push_back(static_cast<Cycle>(random.chance(90) ? random.between(0, 100) : random.between(0, 100000)));
      sum += all.back();
      histogram.add(all.back());
    }
    std::sort(all.begin(), all.end());
    const auto at_share = [&](int percent) { return all[static_cast<std::size_t>((n * percent + 99) / 100 - 1)]; };
    const LatencyFigures figures = histogram.figures();
    CHECK(figures.count == static_cast<std::uint64_t>(n));
    CHECK(figures.mean == static_cast<double>(sum) / n);
    CHECK(figures.p50 == at_share(50));
    CHECK(figures.p99 == at_share(99));
    CHECK(figures.max == all.back());
  }
}

TEST_CASE("beyond the exact range mean and maximum stay exact, percentiles become a lower bound") {
  LatencyHistogram histogram;
  const Cycle far = 10 * LatencyHistogram::kLongestExact;
  for (const Cycle latency : {Cycle{1}, far, far + 2}) histogram.add(latency);
  const LatencyFigures figures = histogram.figures();
  CHECK(figures.mean == static_cast<double>(2 * far + 3) / 3);
  CHECK(figures.p50 == LatencyHistogram::kLongestExact);
  CHECK(figures.max == far + 2);
}

TEST_CASE("nothing has no latency") { CHECK(LatencyHistogram().figures().count == 0); }

}  // namespace spikeloom
