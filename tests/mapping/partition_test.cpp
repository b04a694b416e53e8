// SPDX-License-Identifier: Apache-2.0
#include "mapping/search/partition.hpp"

#include <catch2/catch.hpp>
#include <map>
#include <tuple>

#include "tests/mapping/cases.hpp"

using spikeloom::channel_unit;
using spikeloom::even_ranges;
using spikeloom::finest_split;
using spikeloom::HandMadeNetwork;
using spikeloom::Layer;
using spikeloom::make_slices;
using spikeloom::Network;
using spikeloom::Operator;
using spikeloom::Range;
using spikeloom::roomy_target;
using spikeloom::Slice;
using spikeloom::Split;
using spikeloom::Target;

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

namespace {

Network two_layers() {
  HandMadeNetwork hand_made({3, 8, 8}, 1);
  hand_made.conv("wide", hand_made.conv("stem", spikeloom::kImageSource, {3, 3, 1, 1}, 24), {3, 3, 1, 1}, 16);
  return hand_made.finish();
}

}  // namespace

TEST_CASE("do the slices of every split cover each weight and each output once?", "[partition]") {
  const Network network = two_layers();
  const Target target = roomy_target(2, 2);
  for (const Split split : {Split{}, Split{3, 2, 1, 1}, Split{2, 1, 3, 1}, Split{4, 2, 2, 5}}) {
    std::map<std::tuple<int, int, int, int>, int> times;
    const auto slices = spikeloom::layer_slices(network, target, 1, split);
    REQUIRE(static_cast<int>(slices.size()) == split.slices());
    for (const Slice& slice : slices)
      for (int c = slice.channels.begin; c < slice.channels.end; ++c)
        for (int i = slice.inputs.begin; i < slice.inputs.end; ++i)
          for (int y = slice.rows.begin; y < slice.rows.end; ++y)
            for (int x = slice.columns.begin; x < slice.columns.end; ++x) ++times[{c, i, y, x}];
    CHECK(times.size() == 16U * 24 * 8 * 8);
    for (const auto& [place, n] : times) REQUIRE(n == 1);
  }
}

TEST_CASE("do partial slices stand before a root of the same outputs?", "[partition]") {
  const Network network = two_layers();
  const auto slices = make_slices(network, roomy_target(2, 2), {{1, 1, 1, 2}, {2, 1, 2, 3}, {}, {}});
  int partial = 0;
  for (std::size_t i = 0; i < slices.size(); ++i) {
    const Slice& slice = slices[i];
    if (!slice.is_partial()) continue;
    ++partial;
    REQUIRE(slice.root > static_cast<int>(i));
    const Slice& root = slices[static_cast<std::size_t>(slice.root)];
    CHECK_FALSE(root.is_partial());
    CHECK(root.layer == slice.layer);
    CHECK((root.channels == slice.channels && root.rows == slice.rows && root.columns == slice.columns));
    CHECK(slice.values_per_word > 0);
  }
  CHECK(partial == 1 + 4 * 2);
}

TEST_CASE("what is attention not cut in?", "[partition]") {
  Layer layer;
  layer.op = Operator::Attention;
  layer.out = {24, 5, 5};
  layer.heads = 3;
  CHECK(channel_unit(layer) == 8);
  CHECK(finest_split(layer) == Split{3, 5, 1, 1});
}
