// SPDX-License-Identifier: Apache-2.0
// Time steps outermost: the reference's spikes and the additions of the other order, except that the image comes in
// each step; replay too.
#include <catch2/catch.hpp>

#include "tests/system/random_cuts.hpp"
#include "tests/system/same_run.hpp"

namespace spikeloom {
namespace {

SystemCase outer_case(std::uint64_t seed) {
  SystemCase result = random_case(seed);
  result.mapping_options.time = LoopOrder::RowInStep;
  result.mapping_options.residual = seed % 2 == 0 ? Residual::Home : Residual::Noc;
  return result;
}

// Of the layers that do not see the image: those are the same in both orders.
std::uint64_t additions_behind_image(const Network& network, const RunResults& results) {
  std::uint64_t additions = 0;
  for (std::size_t i = 0; i < results.layers.size(); ++i)
    if (!network.layers[i].constant_over_time) additions += results.layers[i].synaptic_additions;
  return additions;
}

void require_outer(const SystemCase& system_case, const Mapping& mapping) {
  const RunResults outer = run_case(system_case, mapping);
  CHECK(outer.reference.mismatches == 0);
  CHECK(outer.reference.compared_words > 0);
  Mapping steps_inside = mapping;  // more accumulators than were reckoned with, but nobody asks
  steps_inside.time = LoopOrder::StepInRow;
  const RunResults inner = run_case(system_case, steps_inside);
  CHECK(outer.spikes == inner.spikes);
  CHECK(additions_behind_image(system_case.network, outer) == additions_behind_image(system_case.network, inner));
  for (std::size_t i = 0; i < outer.images.size(); ++i) CHECK(outer.images[i].logits == inner.images[i].logits);
  require_same(outer, replay(system_case, mapping));
}

}  // namespace

TEST_CASE("Do time steps outermost give the reference's spikes, values and additions, whatever the chip?") {
  for (std::uint64_t seed = 861; seed <= 880; ++seed) {
    INFO("seed " << seed);
    const SystemCase system_case = outer_case(seed);
    require_outer(system_case, map_case(system_case));
  }
}

TEST_CASE("Do time steps outermost with slices cut at random give the same?") {
  for (std::uint64_t seed = 891; seed <= 910; ++seed) {
    INFO("seed " << seed);
    SystemCase system_case = outer_case(seed);
    const Mapping mapping = cut_at_random(system_case, seed);
    require_outer(system_case, mapping);
  }
}

}  // namespace spikeloom
