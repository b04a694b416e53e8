// SPDX-License-Identifier: Apache-2.0
// Residuals and partial sums that stay in their core: the same spikes and additions with fewer packets; replay too.
#include <catch2/catch.hpp>

#include "mapping/search/local_forwarding.hpp"
#include "tests/system/random_cuts.hpp"
#include "tests/system/same_run.hpp"

namespace spikeloom {
namespace {

int homes(const Mapping& mapping) {
  int count = 0;
  for (const Slice& slice : mapping.slices)
    for (const Destination& d : slice.destinations) count += d.home ? 1 : 0;
  return count;
}

Mapping by_packets(const Network& network, Mapping mapping) {
  mapping.residual = Residual::Noc;
  keep_home(network, mapping);
  return mapping;
}

SystemCase home_case(std::uint64_t seed) {
  SystemCase result = random_case(seed);
  result.mapping_options.residual = Residual::Home;
  return result;
}

/// The reference's words, what packets instead of homes give, and the same when replayed.
void check_homes(const SystemCase& system_case, const Mapping& mapping) {
  const RunResults home = run_case(system_case, mapping);
  CHECK(home.reference.mismatches == 0);
  CHECK(home.reference.compared_words > 0);
  const RunResults away = run_case(system_case, by_packets(system_case.network, mapping));
  CHECK(home.synaptic_additions == away.synaptic_additions);
  CHECK(home.spikes == away.spikes);
  CHECK(home.flit_hops <= away.flit_hops);
  require_same(home, replay(system_case, mapping));
}

}  // namespace

TEST_CASE("Do rows at home give the reference's spikes, values and additions, whatever the chip?") {
  int at_home = 0;
  for (std::uint64_t seed = 801; seed <= 820; ++seed) {
    INFO("seed " << seed);
    const SystemCase system_case = home_case(seed);
    const Mapping mapping = map_case(system_case);
    at_home += homes(mapping);
    check_homes(system_case, mapping);
  }
  CHECK(at_home > 20);
}

TEST_CASE("Do rows and partial sums at home of slices cut at random give the same, replayed too?") {
  int at_home = 0;
  for (std::uint64_t seed = 831; seed <= 850; ++seed) {
    INFO("seed " << seed);
    SystemCase system_case = home_case(seed);
    const Mapping mapping = cut_at_random(system_case, seed);
    at_home += homes(mapping);
    check_homes(system_case, mapping);
  }
  CHECK(at_home > 100);
}

}  // namespace spikeloom
