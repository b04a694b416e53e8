// SPDX-License-Identifier: Apache-2.0
// spike_router.sv in lock-step with the behavioural routers, on random networks: every flit and credit of every router
// in every cycle. What the networks reached is printed, and must be everything.

#include <catch2/catch.hpp>
#include <iostream>

#include "tests/rtl/router_bench.hpp"

namespace spikeloom {
namespace {

// Until so many block-cycles were compared.
void compare_until(std::uint64_t cycles, const std::string& set, const std::string& kernel, std::uint64_t seed) {
  RouterCoverage coverage;
  while (coverage.cycles < cycles) {
    INFO("set " << set << ", kernel " << kernel << ", seed " << seed);
    REQUIRE_NOTHROW(run_in_lockstep(rtl_case(set, seed++), kernel, coverage));
  }
  std::cout << "set " << set << ", kernel " << kernel << ": " << coverage.text();
  CHECK(coverage.missing() == "");
}

constexpr std::uint64_t kMillion = 1'000'000;

}  // namespace

TEST_CASE("Lock-step: routers of set default are those of the active kernel") {
  compare_until(2 * kMillion, "default", "active", 1);
}
TEST_CASE("Lock-step: routers of set small are those of the active kernel") {
  compare_until(2 * kMillion, "small", "active", 1);
}
TEST_CASE("Lock-step: routers of set delays are those of the active kernel") {
  compare_until(2 * kMillion, "delays", "active", 1);
}
TEST_CASE("Lock-step: routers of each set are those of the clocked kernel") {
  for (const char* set : {"default", "small", "delays"}) compare_until(kMillion / 10, set, "clocked", 5000);
}

// ctest --preset slow: 100 million block-cycles
TEST_CASE("Long lock-step: set default", "[.slow]") { compare_until(40 * kMillion, "default", "active", 100000); }
TEST_CASE("Long lock-step: set small", "[.slow]") { compare_until(40 * kMillion, "small", "active", 100000); }
TEST_CASE("Long lock-step: set delays", "[.slow]") { compare_until(25 * kMillion, "delays", "active", 100000); }

}  // namespace spikeloom
