// SPDX-License-Identifier: Apache-2.0
// Windows against an independent simulation of rows and credits: large enough, and at the joints not larger.
#include <catch2/catch.hpp>

#include "mapping/plan/connections.hpp"
#include "mapping/plan/row_flow.hpp"
#include "tests/mapping/cases.hpp"
#include "tests/mapping/token_simulation.hpp"
#include "tests/support/random_network.hpp"

using spikeloom::find_blocked_row;
using spikeloom::grant_first_credits;
using spikeloom::HandMadeNetwork;
using spikeloom::kImageSource;
using spikeloom::Layer;
using spikeloom::Mapping;
using spikeloom::mapping_of;
using spikeloom::Network;
using spikeloom::Operator;
using spikeloom::Partition;
using spikeloom::Random;
using spikeloom::Role;
using spikeloom::roomy_target;
using spikeloom::run_tokens;
using spikeloom::Slice;

namespace {

constexpr int kImages = 3;

/// 3x3 over 7x7 over 1x1, all around one residual: row y of the joint needs row y + 1 + 3 of the stream.
Network one_joint() {
  HandMadeNetwork network({1, 20, 6});
  const int stem = network.conv("stem", kImageSource, {3, 3, 1, 1}, 8);
  const int first = network.conv("first", stem, {1, 1, 1, 0}, 16);
  const int second = network.conv("second", first, {7, 7, 1, 3}, 16);
  network.joint("joint", second, stem, {3, 3, 1, 1});
  return network.finish();
}

Partition uncut(const Network& network) { return Partition(network.layers.size()); }

bool is_joint(const Layer& layer) { return layer.input_index(Role::Residual) >= 0; }

Mapping with_window(const Network& network, Mapping mapping, std::size_t slice, int window) {
  mapping.slices[slice].window_rows = window;
  grant_first_credits(network, mapping);
  return mapping;
}

Network some_network(std::uint64_t seed) {
  spikeloom::RandomNetworkOptions options;
  Random random(seed);
  options.image = {1, random.between(8, 17), random.between(4, 9)};
  options.time_steps = 2;
  options.dims = random.chance(50) ? std::vector<int>{4, 6} : std::vector<int>{4, 6, 8};
  options.first_stride = random.chance(50);
  options.classes = 3;
  return random_network(seed, options);
}

}  // namespace

TEST_CASE("the window of a joint is the skew of its paths", "[windows]") {
  const Network network = one_joint();
  const Mapping mapping = mapping_of(network, roomy_target(2, 2), uncut(network), 0);
  CHECK(mapping.slices[0].window_rows == 3);  // row y needs input row y + 1, which touches row y + 2
  CHECK(mapping.slices[1].window_rows == 1);
  CHECK(mapping.slices[2].window_rows == 7);
  CHECK(mapping.slices[3].window_rows == 5);
  CHECK(run_tokens(network, mapping, kImages, 1).finished);
}

TEST_CASE("rows of a short path wait at the joint, not on the way", "[windows]") {
  HandMadeNetwork hand_made({1, 20, 6});
  const int stem = hand_made.conv("stem", kImageSource, {1, 1, 1, 0}, 8);
  const int brief = hand_made.conv("short", stem, {1, 1, 1, 0}, 8);
  const int far = hand_made.conv("long", stem, {7, 7, 1, 3}, 8);
  hand_made.joint("joint", far, brief, {1, 1, 1, 0});
  const Network network = hand_made.finish();
  const Mapping mapping = mapping_of(network, roomy_target(2, 2), uncut(network), 0);
  CHECK(mapping.slices[1].window_rows == 1);
  CHECK(mapping.slices[2].window_rows == 7);
  CHECK(mapping.slices[3].window_rows == 3);  // row y waits for row y + 3 of the stem, which is on the way
}

TEST_CASE("a band's window counts only the rows that it receives", "[windows]") {
  const Network network = one_joint();
  Partition partition = uncut(network);
  partition[3].bands = 10;
  const Mapping mapping = mapping_of(network, roomy_target(2, 2), partition, 0);
  for (const Slice& slice : mapping.slices)
    if (slice.layer == 3) CHECK(slice.window_rows == 2);
  CHECK(run_tokens(network, mapping, kImages, 1).finished);
}

TEST_CASE("slack widens windows up to the band", "[windows]") {
  const Network network = one_joint();
  const Mapping tight = mapping_of(network, roomy_target(2, 2), uncut(network), 0);
  const Mapping slack = mapping_of(network, roomy_target(2, 2), uncut(network), 2);
  const Mapping all = mapping_of(network, roomy_target(2, 2), uncut(network), 99);
  for (std::size_t i = 0; i < tight.slices.size(); ++i) {
    const int band = tight.slices[i].rows.size();
    CHECK(slack.slices[i].window_rows == std::min(band, tight.slices[i].window_rows + 2));
    CHECK(all.slices[i].window_rows == band);
  }
}

TEST_CASE("an attention slice holds its whole map", "[windows]") {
  const Network network = some_network(3);
  const Mapping mapping = mapping_of(network, roomy_target(2, 2), uncut(network), 0);
  for (const Slice& slice : mapping.slices)
    if (network.layers[static_cast<std::size_t>(slice.layer)].op == Operator::Attention)
      CHECK(slice.window_rows == slice.rows.size());
}

TEST_CASE("one row less than the smallest window and the joint waits for ever", "[windows]") {
  const auto seed = GENERATE(range(0, 20));
  const Network network = some_network(static_cast<std::uint64_t>(seed));
  const Mapping mapping = mapping_of(network, roomy_target(2, 2), uncut(network), 0);
  int joints = 0;
  for (std::size_t i = 0; i < mapping.slices.size(); ++i) {
    const int window = mapping.slices[i].window_rows;
    if (!is_joint(network.layers[static_cast<std::size_t>(mapping.slices[i].layer)]) || window == 1) continue;
    ++joints;
    const Mapping narrow = with_window(network, mapping, i, window - 1);
    CAPTURE(seed, i, window);
    CHECK_FALSE(run_tokens(network, narrow, kImages, 1).finished);
    CHECK(find_blocked_row(network, narrow));
  }
  CHECK(joints > 0);
}

TEST_CASE("random networks in random cuts never stand still, whatever the order", "[windows]") {
  const auto seed = static_cast<std::uint64_t>(GENERATE(range(0, 40)));
  Random random(seed + 1000);
  const Network network = some_network(seed);
  const Partition partition = random_partition(network, random);
  const int slack = random.between(0, 2);
  const auto target = roomy_target(random.between(3, 5), random.between(3, 5));
  const Mapping mapping = mapping_of(network, target, partition, slack);
  CAPTURE(seed, slack);
  for (std::uint64_t order = 0; order < 3; ++order) {
    const auto run = run_tokens(network, mapping, kImages, order);
    CAPTURE(run.slice, run.rows_completed);
    CHECK(run.finished);
  }
}

TEST_CASE("find_blocked_row and the token simulation agree on narrowed windows", "[windows]") {
  const auto seed = static_cast<std::uint64_t>(GENERATE(range(0, 30)));
  Random random(seed + 2000);
  const Network network = some_network(seed);
  Mapping mapping = mapping_of(network, roomy_target(4, 4), random_partition(network, random), 1);
  for (Slice& slice : mapping.slices)
    if (random.chance(20)) slice.window_rows = random.between(1, slice.window_rows);
  grant_first_credits(network, mapping);
  CHECK(run_tokens(network, mapping, kImages, seed).finished == !find_blocked_row(network, mapping).has_value());
}

TEST_CASE("first credits are the rows that the first window admits", "[windows]") {
  const Network network = one_joint();
  const Mapping mapping = mapping_of(network, roomy_target(2, 2), uncut(network), 0);
  CHECK(mapping.image_table.front().initial_rows == 2);
  const auto& stem = mapping.slices[0].destinations;
  REQUIRE(stem.size() == 2);
  CHECK(stem[0].initial_rows == 1);                                 // 1x1
  CHECK(stem[1].initial_rows == 5);                                 // the joint's window, row by row
  CHECK(mapping.slices[1].destinations.front().initial_rows == 4);  // row 4 touches row 7, outside 0..6
  CHECK(mapping.slices.back().destinations.front().initial_rows == spikeloom::kUnlimitedCredit);
}
