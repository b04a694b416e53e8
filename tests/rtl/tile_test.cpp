// SPDX-License-Identifier: Apache-2.0
// tile.sv: chips whose tiles are all one piece of RTL give the results of behavioural ones, and in lock-step nothing
// differs on any link.

#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "tests/rtl/core_bench.hpp"
#include "tests/rtl/rtl_chips.hpp"
#include "tests/system/same_run.hpp"

namespace spikeloom {
namespace {

// Cases whose mapping fits the tables of the set.
template <class Check>
int for_cases(const std::string& set, std::uint64_t first, std::uint64_t last, Check check) {
  int checked = 0;
  for (std::uint64_t seed = first; seed <= last; ++seed) {
    INFO("set " << set << ", seed " << seed);
    SystemCase system_case = core_case(set, seed);
    const Mapping mapping = core_mapping(system_case, seed);
    try {
      check(system_case, mapping);
      ++checked;
    } catch (const InputError& error) {
      WARN("refused: " << error.what());
    }
  }
  return checked;
}

void same_runs(const std::string& set) {
  const int checked = for_cases(set, 2001, 2005, [](const SystemCase& system_case, const Mapping& mapping) {
    const RunResults rtl = run_rtl_tiles(system_case, mapping, "rtl");
    require_same(run_case(system_case, mapping), rtl);
  });
  CHECK(checked >= 3);
}

std::uint64_t compared(const RunResults& results, const std::string& what) {
  std::uint64_t sum = 0;
  for (const LockstepCounts& block : results.lockstep)
    for (const auto& [name, count] : block.compared) sum += name == what ? count : 0;
  return sum;
}

void in_lockstep(const std::string& set) {
  const int checked = for_cases(set, 3001, 3004, [](const SystemCase& system_case, const Mapping& mapping) {
    const RunResults results = run_rtl_tiles(system_case, mapping, "lockstep");
    CHECK(results.lockstep.size() ==
          static_cast<std::size_t>(system_case.chip.mesh.columns * system_case.chip.mesh.rows));
    CHECK(compared(results, "flits") > 0);
    CHECK(compared(results, "rows") > 0);
    CHECK(compared(results, "accumulator writes") > 0);
  });
  CHECK(checked >= 2);
}

}  // namespace

TEST_CASE("Chips of RTL tiles of set small are the behavioural ones") { same_runs("small"); }
TEST_CASE("Chips of RTL tiles of set default are the behavioural ones") { same_runs("default"); }
TEST_CASE("Lock-step: tiles of set small") { in_lockstep("small"); }
TEST_CASE("Lock-step: tiles of set default") { in_lockstep("default"); }

TEST_CASE("A chip of 2x2 tiles in RTL alone: the spikes, cycles and flits of the behavioural one") {
  SystemCase system_case = core_case("default", 7);
  system_case.chip.mesh.columns = system_case.chip.mesh.rows = 2;
  const Mapping mapping = map_case(system_case);
  const RunResults model = run_case(system_case, mapping), rtl = run_rtl_tiles(system_case, mapping, "rtl");
  CHECK(rtl.cycles == model.cycles);
  CHECK(rtl.spikes == model.spikes);
  CHECK(rtl.flit_hash == model.flit_hash);
  require_same(model, rtl);
}

}  // namespace spikeloom
