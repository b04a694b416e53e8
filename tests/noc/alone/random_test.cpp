// SPDX-License-Identifier: Apache-2.0
// Random numbers against the moments of their distributions. Seeds are fixed: a bound that holds, holds for ever; the
// bounds are five standard errors.
#include "noc/alone/random.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

namespace spikeloom {
namespace {

constexpr int kDraws = 200000;

}  // namespace

TEST_CASE("gaps have mean and variance of the geometric distribution") {
  for (const double p : {1.0, 0.9, 0.5, 0.1, 0.01, 1e-4, 1e-9}) {
    CAPTURE(p);
    const GeometricGap gap(p);
    SplitMix random(7, 3);
    double sum = 0, squares = 0;
    for (int i = 0; i < kDraws; ++i) {
      const auto failures = static_cast<double>(gap.draw(random));
      sum += failures;
      squares += failures * failures;
    }
    const double mean = (1 - p) / p, variance = (1 - p) / (p * p);
    CHECK(std::abs(sum / kDraws - mean) <= 5 * std::sqrt(variance / kDraws));
    const double measured = squares / kDraws - (sum / kDraws) * (sum / kDraws);
    CHECK(std::abs(measured - variance) <= 5 * variance * std::sqrt(9.0 / kDraws));  // kurtosis of an exponential: 9
  }
}

TEST_CASE("each gap is as likely as a row of tosses makes it") {
  const double p = 0.2;
  const GeometricGap gap(p);
  SplitMix random(11, 0);
  std::vector<int> counts(12, 0);
  for (int i = 0; i < kDraws; ++i)
    if (const Cycle failures = gap.draw(random); failures < counts.size()) ++counts[failures];
  double expected = p * kDraws;
  for (const int count : counts) {
    CHECK(std::abs(count - expected) <= 5 * std::sqrt(expected));
    expected *= 1 - p;
  }
}

TEST_CASE("probability one leaves no gap") {
  const GeometricGap gap(1);
  SplitMix random(1, 1);
  for (int i = 0; i < 1000; ++i) REQUIRE(gap.draw(random) == 0);
}

TEST_CASE("numbers below n are even and all occur") {
  for (const int n : {1, 2, 3, 63, 1000}) {
    SplitMix random(5, static_cast<std::uint64_t>(n));
    std::vector<int> counts(static_cast<std::size_t>(n), 0);
    for (int i = 0; i < kDraws; ++i) ++counts[static_cast<std::size_t>(random.below(n))];
    const double expected = static_cast<double>(kDraws) / n;
    for (const int count : counts) REQUIRE(std::abs(count - expected) <= 5 * std::sqrt(expected));
  }
}

TEST_CASE("a coin falls as often as it should; 0 never, 1 always") {
  SplitMix random(9, 9);
  int heads = 0, never = 0, always = 0;
  for (int i = 0; i < kDraws; ++i) {
    heads += static_cast<int>(Coin(0.3).toss(random));
    never += static_cast<int>(Coin(0).toss(random));
    always += static_cast<int>(Coin(1).toss(random));
  }
  CHECK(std::abs(heads - 0.3 * kDraws) <= 5 * std::sqrt(0.21 * kDraws));
  CHECK(never == 0);
  CHECK(always == kDraws);
}

TEST_CASE("streams and seeds differ, equal ones repeat") {
  SplitMix a(1, 2), same(1, 2), stream(1, 3), seed(2, 2), swapped(2, 1);
  int equal_to_same = 0, equal_to_others = 0;
  for (int i = 0; i < 1000; ++i) {
    const std::uint64_t x = a.next();
    equal_to_same += static_cast<int>(x == same.next());
    equal_to_others += static_cast<int>(x == stream.next() || x == seed.next() || x == swapped.next());
  }
  CHECK(equal_to_same == 1000);
  CHECK(equal_to_others == 0);
}

TEST_CASE("the generator is SplitMix64") {
  // The first outputs from state 1234567, as published (Rosetta Code, "Pseudo-random numbers/Splitmix64").
  std::uint64_t state = 1234567;
  for (const std::uint64_t expected :
       {6457827717110365317ULL, 3203168211198807973ULL, 9817491932198370423ULL, 4593380528125082431ULL}) {
    state += kGoldenGamma;
    CHECK(mix(state) == expected);
  }
}

}  // namespace spikeloom
