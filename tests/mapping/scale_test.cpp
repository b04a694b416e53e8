// SPDX-License-Identifier: Apache-2.0
// The published networks on the chips of examples/chips: shapes alone, so that it takes seconds.
#include <catch2/catch.hpp>
#include <chrono>

#include "mapping/cost/balance.hpp"
#include "mapping/search/mapper.hpp"
#include "tests/mapping/published_network.hpp"
#include "tests/support/error_of.hpp"

using spikeloom::Mapping;
using spikeloom::MappingOptions;
using spikeloom::Network;
using spikeloom::PlacementCosts;
using spikeloom::Target;

namespace {

Target big_chip(int side, std::int64_t kilobytes = 256) {
  Target target;
  target.columns = target.rows = side;
  target.weight_sram_bytes = target.accumulator_sram_bytes = kilobytes * 1024;
  return target;
}

MappingOptions quick() {
  MappingOptions options;
  options.placement_swaps = 50000;
  return options;
}

}  // namespace

TEST_CASE("do the published networks fit their chips?", "[scale]") {
  CHECK_NOTHROW(map_network(spikeloom::network_15m(1), big_chip(16), quick()));
  CHECK_NOTHROW(map_network(spikeloom::network_55m(4), big_chip(32), quick()));
}

TEST_CASE("is 31M placed at least twice as well as at random, and evenly?", "[scale]") {
  const Network network = spikeloom::network_31m(1);
  PlacementCosts costs;
  const Mapping mapping = map_network(network, big_chip(24), quick(), &costs);
  CHECK(2 * costs.annealed <= costs.random);
  CHECK(costs.annealed <= costs.greedy);
  CHECK(spikeloom::balance_of(network, mapping, {}).ratio() < 1.5);
}

TEST_CASE("is a chip too small for 15M told so at once?", "[scale]") {
  const auto begin = std::chrono::steady_clock::now();
  const std::string error =
      spikeloom::error_of([&] { map_network(spikeloom::network_15m(1), big_chip(8, 128), quick()); });
  CHECK_THAT(error, Catch::Contains("has the most weights") && Catch::Contains("would fit"));
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(60));
}

// Up to 1,024 tiles swaps follow slices, and each swap looks at more ends; above, the swaps of a tile are limited.
TEST_CASE("does the work of placement for a tile stop growing at 1,024 tiles?", "[scale]") {
  const Network network = spikeloom::network_15m(1);
  const auto ends_per_tile = [&](int side) {
    PlacementCosts costs;
    const Mapping mapping = map_network(network, big_chip(side), {}, &costs);
    CHECK(mapping.slices.size() <= 8U * static_cast<unsigned>(side * side));
    return costs.ends / (side * side);
  };
  const std::int64_t most = ends_per_tile(32);
  for (const int side : {36, 40}) CHECK(ends_per_tile(side) <= most);
}

TEST_CASE("is a mapping the same whether somebody watches it or not?", "[scale]") {
  const Network network = spikeloom::network_15m(1);
  MappingOptions options = quick();
  std::uint64_t reports = 0, late = 0;
  options.progress = [&](spikeloom::MappingStep, std::uint64_t done, std::uint64_t total) {
    ++reports;
    if (done >= total) ++late;
  };
  PlacementCosts watched, alone;
  map_network(network, big_chip(16), options, &watched);
  map_network(network, big_chip(16), quick(), &alone);
  CHECK(reports > 10);
  CHECK(late == 0);
  CHECK(watched.annealed == alone.annealed);
}
