// SPDX-License-Identifier: Apache-2.0
#include "mapping/search/mapper.hpp"

#include <catch2/catch.hpp>

#include "mapping/check/check.hpp"
#include "mapping/cost/balance.hpp"
#include "mapping/plan/mapping_file.hpp"
#include "tests/mapping/cases.hpp"
#include "tests/mapping/token_simulation.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/random_network.hpp"

using spikeloom::balance_of;
using spikeloom::error_of;
using spikeloom::map_network;
using spikeloom::Mapping;
using spikeloom::mapping_to_json;
using spikeloom::MappingOptions;
using spikeloom::Network;
using spikeloom::random_network;
using spikeloom::roomy_target;
using spikeloom::run_tokens;
using spikeloom::Target;

namespace {

MappingOptions quick(std::uint64_t seed = 1) {
  MappingOptions options;
  options.seed = seed;
  options.placement_swaps = 2000;
  return options;
}

}  // namespace

TEST_CASE("a network maps to meshes of all shapes", "[mapper]") {
  const auto mesh = GENERATE(table<int, int>({{1, 1}, {2, 2}, {4, 4}, {8, 8}, {3, 5}, {16, 1}}));
  const Network network = random_network(11);
  const Mapping mapping = map_network(network, roomy_target(std::get<0>(mesh), std::get<1>(mesh)), quick());
  spikeloom::check_mapping(network, mapping);
  CHECK(run_tokens(network, mapping, 3, 5).finished);
}

TEST_CASE("networks of many shapes map and move", "[mapper]") {
  const auto seed = static_cast<std::uint64_t>(GENERATE(range(0, 12)));
  spikeloom::Random random(seed);
  spikeloom::RandomNetworkOptions options;
  options.image = {random.chance(50) ? 1 : 3, random.between(9, 20), random.between(5, 12)};
  options.time_steps = random.between(1, 4);
  options.dims = {random.between(4, 8), 2 * random.between(3, 8)};
  options.first_stride = random.chance(50);
  const Network network = random_network(seed, options);
  Target target = roomy_target(random.between(2, 5), random.between(2, 5));
  target.lanes = random.pick(std::vector<int>{4, 16, 64});
  target.spike_word_channels = random.pick(std::vector<int>{16, 32, 64});
  const Mapping mapping = map_network(network, target, quick(seed));
  CAPTURE(seed);
  CHECK(run_tokens(network, mapping, 3, seed).finished);
}

TEST_CASE("the same input gives the same mapping, another seed may not", "[mapper]") {
  const Network network = random_network(12);
  const Target target = roomy_target(4, 4);
  const std::string first = mapping_to_json(network, map_network(network, target, quick(3)));
  CHECK(mapping_to_json(network, map_network(network, target, quick(3))) == first);
}

TEST_CASE("more cores make the busiest one less busy", "[mapper]") {
  const Network network = random_network(13);
  std::int64_t before = 0;
  for (const int side : {1, 2, 4}) {
    const Mapping mapping = map_network(network, roomy_target(side, side), quick());
    const std::int64_t busiest = balance_of(network, mapping, {}).busiest_cycles();
    if (before > 0) CHECK(busiest < before / 2);
    before = busiest;
  }
}

TEST_CASE("limits are reported before anything is mapped", "[mapper]") {
  const Network network = random_network(14);
  Target target = roomy_target(3, 3);
  target.accumulator_bits = 8;
  CHECK_THAT(error_of([&] { map_network(network, target, quick()); }), Catch::Contains("bits needed, the chip has 8"));
}

TEST_CASE("a network whose widths are unknown is refused", "[mapper]") {
  Network network = random_network(14);
  for (auto& layer : network.layers) layer.bounds.value_bits = 0;
  CHECK_THAT(error_of([&] { map_network(network, roomy_target(3, 3), quick()); }),
             Catch::Contains("the width of its values is not known"));
}
