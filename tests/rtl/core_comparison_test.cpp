// SPDX-License-Identifier: Apache-2.0
// neuron_core.sv in lock-step with the behavioural core in every tile of random chips: every flit, credit and row in
// its cycle, and all counts. What the chips reached is printed, and must be everything.

#include <catch2/catch.hpp>
#include <iostream>

#include "base/error.hpp"
#include "tests/rtl/core_bench.hpp"
#include "tests/rtl/rtl_chips.hpp"
#include "tests/rtl/set_specs.hpp"
#include "tests/system/same_run.hpp"

namespace spikeloom {
namespace {

constexpr std::uint64_t kMillion = 1'000'000;

// Until so many block-cycles were compared.
void compare_until(std::uint64_t cycles, const std::string& set, std::uint64_t seed) {
  CoreCoverage coverage;
  for (; coverage.cycles < cycles; ++seed) {
    INFO("set " << set << ", seed " << seed);
    SystemCase system_case = core_case(set, seed);
    const Mapping mapping = core_mapping(system_case, seed);
    REQUIRE_NOTHROW(run_cores_in_lockstep(system_case, mapping, coverage));
  }
  std::cout << "cores of set " << set << ": " << coverage.text();
  CHECK(coverage.refused * 4 <= coverage.cases);
  CHECK(coverage.missing(set == "small") == "");
}

void same_runs(const std::string& set, std::uint64_t first, std::uint64_t last) {
  for (std::uint64_t seed = first; seed <= last; ++seed) {
    INFO("set " << set << ", seed " << seed);
    SystemCase system_case = core_case(set, seed);
    const Mapping mapping = core_mapping(system_case, seed);
    try {
      const RunResults rtl = run_rtl_cores(system_case, mapping);
      require_same(run_case(system_case, mapping), rtl);
    } catch (const InputError& error) {
      WARN("refused: " << error.what());
    }
  }
}

}  // namespace

TEST_CASE("Lock-step: cores of set small") { compare_until(3 * kMillion, "small", 1); }
TEST_CASE("Lock-step: cores of set default") { compare_until(kMillion, "default", 1); }
TEST_CASE("Chips of RTL cores of set small are the behavioural ones") { same_runs("small", 1001, 1006); }
TEST_CASE("Chips of RTL cores of set default are the behavioural ones") { same_runs("default", 1001, 1004); }

// ctest --preset slow. No commas in these names: on a command line Catch2 reads them as "or".
TEST_CASE("Long lock-step: cores of set small", "[.slow]") { compare_until(40 * kMillion, "small", 100000); }
TEST_CASE("Long lock-step: cores of set default", "[.slow]") { compare_until(20 * kMillion, "default", 100000); }

}  // namespace spikeloom
