// SPDX-License-Identifier: Apache-2.0
// Cut slices compute what whole ones do, and a replayed run is the executed one without its additions: the same cycles,
// the same flits in the same cycles, the same counts.
#include <catch2/catch.hpp>

#include "tests/system/random_cuts.hpp"

namespace spikeloom {
namespace {

void require_same(const RunResults& executed, const RunResults& replayed) {
  REQUIRE(executed.cycles == replayed.cycles);
  REQUIRE(executed.flit_hash == replayed.flit_hash);
  REQUIRE(executed.flit_hops == replayed.flit_hops);
  REQUIRE(executed.spikes == replayed.spikes);
  REQUIRE(executed.synaptic_additions == replayed.synaptic_additions);
  for (std::size_t i = 0; i < executed.images.size(); ++i) {
    REQUIRE(executed.images[i].logits == replayed.images[i].logits);
    REQUIRE(executed.images[i].begin_cycle == replayed.images[i].begin_cycle);
    REQUIRE(executed.images[i].end_cycle == replayed.images[i].end_cycle);
  }
  for (std::size_t i = 0; i < executed.layers.size(); ++i) {
    REQUIRE(executed.layers[i].actions == replayed.layers[i].actions);
    REQUIRE(executed.layers[i].neurons == replayed.layers[i].neurons);
    REQUIRE(executed.layers[i].datapath_cycles == replayed.layers[i].datapath_cycles);
  }
  for (std::size_t i = 0; i < executed.cores.size(); ++i) {
    REQUIRE(executed.cores[i].actions == replayed.cores[i].actions);
    REQUIRE(executed.cores[i].router == replayed.cores[i].router);
    REQUIRE(executed.cores[i].packetizer_stall_cycles == replayed.cores[i].packetizer_stall_cycles);
  }
}

RunResults replay(SystemCase system_case, const Mapping& mapping) {
  system_case.replay = true;
  const RunResults results = run_case(system_case, mapping);
  CHECK_FALSE(results.reference.compared);
  return results;
}

}  // namespace

TEST_CASE("Slices cut in columns and input channels give the reference's spikes, values and logits") {
  int partial = 0, cut = 0;
  for (std::uint64_t seed = 601; seed <= 630; ++seed) {
    INFO("seed " << seed);
    SystemCase system_case = random_case(seed);
    const Mapping mapping = cut_at_random(system_case, seed);
    for (const Slice& slice : mapping.slices) {
      partial += slice.is_partial() ? 1 : 0;
      cut += slice.columns.begin > 0 ? 1 : 0;
    }
    const RunResults results = run_case(system_case, mapping);
    CHECK(results.reference.mismatches == 0);
    CHECK(results.reference.compared_words > 0);
  }
  CHECK(partial > 100);
  CHECK(cut > 100);
}

TEST_CASE("Whole slices and cut ones add the same: synaptic additions do not depend on the mapping") {
  for (std::uint64_t seed = 651; seed <= 656; ++seed) {
    INFO("seed " << seed);
    SystemCase system_case = random_case(seed);
    const Mapping cut = cut_at_random(system_case, seed);
    CHECK(run_case(system_case, cut).synaptic_additions == run_case(system_case).synaptic_additions);
  }
}

TEST_CASE("A replayed run has the executed one's cycles, flits and counts, whatever the chip and the mapping") {
  for (std::uint64_t seed = 701; seed <= 720; ++seed) {
    INFO("seed " << seed);
    const SystemCase system_case = random_case(seed);
    const Mapping mapping = map_case(system_case);
    require_same(run_case(system_case, mapping), replay(system_case, mapping));
  }
}

TEST_CASE("Replay: slices cut in columns and input channels; partial sums are added up all the same") {
  for (std::uint64_t seed = 731; seed <= 742; ++seed) {
    INFO("seed " << seed);
    SystemCase system_case = random_case(seed);
    const Mapping mapping = cut_at_random(system_case, seed);
    require_same(run_case(system_case, mapping), replay(system_case, mapping));
  }
}

}  // namespace spikeloom
