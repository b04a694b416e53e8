// SPDX-License-Identifier: Apache-2.0
#include "mapping/partition.hpp"

#include <catch2/catch.hpp>

#include "tests/mapping/cases.hpp"
#include "tests/support/random_network.hpp"

using spikeloom::balanced_partition;
using spikeloom::channel_unit;
using spikeloom::coarse_partition;
using spikeloom::cut_finer;
using spikeloom::even_ranges;
using spikeloom::Layer;
using spikeloom::make_slices;
using spikeloom::Network;
using spikeloom::Operator;
using spikeloom::Range;
using spikeloom::roomy_target;
using spikeloom::Split;
using spikeloom::Target;
using spikeloom::WorkModel;

TEST_CASE("even ranges cover all units and differ by one unit at most", "[partition]") {
  for (int units = 1; units <= 20; ++units)
    for (int parts = 1; parts <= units; ++parts) {
      int begin = 0;
      for (const Range r : even_ranges(units, 3, parts)) {
        REQUIRE(r.begin == begin);
        REQUIRE((r.size() / 3 == units / parts || r.size() / 3 == units / parts + 1));
        begin = r.end;
      }
      REQUIRE(begin == units * 3);
    }
}

TEST_CASE("layers are cut in channels, then in rows, until nothing is left to cut", "[partition]") {
  Layer layer;
  layer.out = {3, 2, 1};
  Split split;
  REQUIRE(cut_finer(layer, split, true));
  CHECK(split.channel_parts == 2);
  REQUIRE(cut_finer(layer, split, true));
  CHECK(split.channel_parts == 3);
  CHECK_FALSE(cut_finer(layer, split, false));
  REQUIRE(cut_finer(layer, split, true));
  CHECK(split.bands == 2);
  CHECK_FALSE(cut_finer(layer, split, true));
}

TEST_CASE("attention is cut between heads", "[partition]") {
  Layer layer;
  layer.op = Operator::Attention;
  layer.out = {24, 5, 5};
  layer.heads = 3;
  CHECK(channel_unit(layer) == 8);
  Split split;
  REQUIRE(cut_finer(layer, split, false));
  REQUIRE(cut_finer(layer, split, false));
  CHECK(split.channel_parts == 3);
  CHECK_FALSE(cut_finer(layer, split, false));
}

TEST_CASE("a coarse partition cuts only what exceeds a weight SRAM", "[partition]") {
  const Network network = spikeloom::random_network(1);
  Target target = roomy_target(2, 2);
  for (const Split& split : coarse_partition(network, target)) CHECK(split.channel_parts * split.bands == 1);
  target.weight_sram_bytes = 1500;
  const auto slices = make_slices(network, target, coarse_partition(network, target));
  CHECK(slices.size() > network.layers.size());
}

TEST_CASE("a balanced partition cuts layers with much work and leaves small ones whole", "[partition]") {
  const Network network = spikeloom::random_network(1);
  const Target target = roomy_target(4, 4);
  const WorkModel work(network, target, {});
  const auto partition = balanced_partition(network, target, work, 2);
  std::size_t busiest = 0;
  for (std::size_t i = 0; i < partition.size(); ++i)
    if (work.layer_cycles(static_cast<int>(i)) > work.layer_cycles(static_cast<int>(busiest))) busiest = i;
  CHECK(partition[busiest].channel_parts * partition[busiest].bands > 1);
  CHECK(partition.back().channel_parts * partition.back().bands == 1);
}
