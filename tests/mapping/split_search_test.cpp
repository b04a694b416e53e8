// SPDX-License-Identifier: Apache-2.0
#include "mapping/search/split_search.hpp"

#include <catch2/catch.hpp>

#include "mapping/search/partition_search.hpp"
#include "mapping/search/windowed_slices.hpp"
#include "tests/mapping/cases.hpp"
#include "tests/mapping/published_network.hpp"
#include "tests/support/random_network.hpp"

using spikeloom::coarse_partition;
using spikeloom::FitOptions;
using spikeloom::HandMadeNetwork;
using spikeloom::layer_windows;
using spikeloom::LoopOrder;
using spikeloom::Network;
using spikeloom::roomy_target;
using spikeloom::SliceLimits;
using spikeloom::Split;
using spikeloom::SplitSearch;
using spikeloom::Target;
using spikeloom::WorkModel;

namespace {

constexpr std::int64_t kPlenty = std::int64_t{1} << 40;

/// Two layers of 256 channels on a map of 16 x 16.
struct Case {
  Network network;
  Target target = roomy_target(8, 8);
  WorkModel work;
  SplitSearch search;

  Case()
      : network(make()),
        work(network, target, {}),
        search(network, work, layer_windows(network, target, {}), LoopOrder::StepInRow) {}
  static Network make() {
    HandMadeNetwork hand_made({3, 16, 16}, 1);
    const int stem = hand_made.conv("stem", spikeloom::kImageSource, {3, 3, 1, 1}, 256);
    hand_made.conv("deep", stem, {3, 3, 1, 1}, 256);
    return hand_made.finish();
  }
  std::int64_t cycles() const { return search.largest(1, {}).cycles; }
};

}  // namespace

TEST_CASE("is a layer within all limits left whole?", "[split]") {
  const Case c;
  CHECK(c.search.best(1, {kPlenty, kPlenty, kPlenty}) == Split{});
}

TEST_CASE("are channels cut first, at multiples of the lanes?", "[split]") {
  const Case c;
  CHECK(c.search.best(1, {c.cycles() / 2, kPlenty, kPlenty}) == Split{2, 1, 1, 1});
  CHECK(c.search.best(1, {c.cycles() / 4 + 100, kPlenty, kPlenty}) == Split{4, 1, 1, 1});
}

TEST_CASE("are lanes left full when more parts are needed, and rows whole?", "[split]") {
  const Case c;
  for (const int parts : {8, 16, 40}) {
    const Split split = c.search.best(1, {c.cycles() / parts, kPlenty, kPlenty});
    CHECK(split.slices() >= parts);
    CHECK(split.channel_parts == 4);  // 64 channels each
    CHECK(split.bands == 1);
  }
}

TEST_CASE("are input channels cut when 64 channels of weights are too many?", "[split]") {
  const Case c;
  const std::int64_t weights = 9 * 256 * 64;  // of a full set of lanes
  const Split split = c.search.best(1, {kPlenty, weights / 2, kPlenty});
  CHECK(split.input_parts > 1);
  CHECK(split.channel_parts <= 4);
  CHECK(c.search.largest(1, split).weights <= weights / 2);
}

TEST_CASE("are rows cut when nothing else is left to cut?", "[split]") {
  HandMadeNetwork hand_made({1, 8, 1}, 1);
  hand_made.conv("thin", spikeloom::kImageSource, {3, 1, 1, 1}, 1);
  const Network network = hand_made.finish();
  const Target target = roomy_target(2, 2);
  const WorkModel work(network, target, {});
  const SplitSearch search(network, work, layer_windows(network, target, {}), LoopOrder::StepInRow);
  CHECK(search.best(0, {search.largest(0, {}).cycles / 2, kPlenty, kPlenty}).bands >= 2);
}

TEST_CASE("are the words of every slice numbered by a header?", "[split]") {
  const Network network = spikeloom::network_15m(1);  // 1,000 classes
  const Target target = roomy_target(16, 16);
  const auto partition = coarse_partition(network, target, WorkModel(network, target, {}), {});
  CHECK(partition.back().channel_parts > 1);
}

TEST_CASE("does a coarse partition cut only what exceeds an SRAM?", "[split]") {
  const Network network = spikeloom::random_network(1);
  Target target = roomy_target(2, 2);
  for (const Split& split : coarse_partition(network, target, WorkModel(network, target, {}), {}))
    CHECK(split == Split{});
  target.weight_sram_bytes = 1500;
  int slices = 0;
  for (const Split& split : coarse_partition(network, target, WorkModel(network, target, {}), {}))
    slices += split.slices();
  CHECK(slices > static_cast<int>(network.layers.size()));
}

TEST_CASE("does a balanced partition cut layers with much work and leave small ones whole?", "[split]") {
  const Network network = spikeloom::random_network(1);
  const Target target = roomy_target(4, 4);
  const WorkModel work(network, target, {});
  const auto partition = balanced_partition(network, target, work, {}, {4});
  std::size_t busiest = 0;
  for (std::size_t i = 0; i < partition.size(); ++i)
    if (work.layer_cycles(static_cast<int>(i)) > work.layer_cycles(static_cast<int>(busiest))) busiest = i;
  CHECK(partition[busiest].slices() > 1);
  CHECK(partition.back().slices() == 1);
}
