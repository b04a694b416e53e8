// SPDX-License-Identifier: Apache-2.0
// Cut slices compute what whole ones do, and a replayed run is the executed one without its additions: the same cycles,
// the same flits in the same cycles, the same counts.
#include <catch2/catch.hpp>

#include "tests/system/random_cuts.hpp"
#include "tests/system/same_run.hpp"

namespace spikeloom {

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
