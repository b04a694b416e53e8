// SPDX-License-Identifier: Apache-2.0
// Row flow against asking every slice again and again, and cuts of all kinds against the token simulation.
#include <catch2/catch.hpp>

#include "mapping/check/check.hpp"
#include "mapping/plan/connections.hpp"
#include "mapping/plan/row_flow.hpp"
#include "tests/mapping/cases.hpp"
#include "tests/mapping/cuts.hpp"
#include "tests/mapping/naive_row_flow.hpp"
#include "tests/mapping/token_simulation.hpp"
#include "tests/support/random_network.hpp"

namespace spikeloom {
namespace {

Network some_network(std::uint64_t seed) {
  RandomNetworkOptions options;
  Random random(seed);
  options.image = {1, random.between(8, 17), random.between(4, 9)};
  options.time_steps = 2;
  options.dims = random.chance(50) ? std::vector<int>{4, 6} : std::vector<int>{4, 6, 8};
  options.first_stride = random.chance(50);
  options.classes = 3;
  return random_network(seed, options);
}

Mapping some_mapping(const Network& network, Random& random) {
  const int slack = random.between(0, 2);
  if (random.chance(30)) return mapping_of(network, roomy_target(5, 5), random_partition(network, random), slack);
  return cut_mapping(network, roomy_target(9, 9), random_cuts(network, random), slack);
}

void narrow_some_windows(const Network& network, Mapping& mapping, Random& random) {
  for (Slice& slice : mapping.slices)
    if (random.chance(20)) slice.window_rows = random.between(1, slice.window_rows);
  grant_first_credits(network, mapping);
}

/// Big maps, a residual over each pair of convolutions.
Network tall_network() {
  HandMadeNetwork network({1, 112, 112});
  int stream = network.conv("stem", kImageSource, {3, 3, 1, 1}, 32);
  for (int i = 0; i < 12; ++i) {
    const int middle = network.conv("middle" + std::to_string(i), stream, {3, 3, 1, 1}, 64);
    stream = network.joint("joint" + std::to_string(i), middle, stream, {3, 3, 1, 1});
  }
  return network.finish();
}

Cuts fine_cuts(const Network& network) {
  Cuts cuts(network.layers.size(), {2, 8, 8, 2});
  cuts.front().inputs = 1;
  cuts[network.layers.size() - 2] = cuts.back() = {};  // pool and head
  return cuts;
}

}  // namespace

TEST_CASE("are the smallest windows those of asking everybody again and again?", "[row_flow]") {
  const auto seed = static_cast<std::uint64_t>(GENERATE(range(0, 40)));
  Random random(seed + 3000);
  const Network network = some_network(seed);
  const Mapping mapping = some_mapping(network, random);
  CHECK(smallest_windows(network, mapping) == naive_smallest_windows(network, mapping));
}

TEST_CASE("is a blocked row the one that asking everybody finds?", "[row_flow]") {
  const auto seed = static_cast<std::uint64_t>(GENERATE(range(0, 40)));
  Random random(seed + 4000);
  const Network network = some_network(seed);
  Mapping mapping = some_mapping(network, random);
  narrow_some_windows(network, mapping, random);
  const auto found = find_blocked_row(network, mapping), expected = naive_blocked_row(network, mapping);
  REQUIRE(found.has_value() == expected.has_value());
  if (!found) return;
  CHECK(found->producer == expected->producer);
  CHECK(found->row == expected->row);
  CHECK(found->consumer == expected->consumer);
  CHECK(found->window_needed == expected->window_needed);
}

TEST_CASE("do random cuts in all four ways obey every rule and bring images through?", "[row_flow]") {
  const auto seed = static_cast<std::uint64_t>(GENERATE(range(0, 40)));
  Random random(seed + 5000);
  const Network network = some_network(seed);
  Mapping mapping = cut_mapping(network, roomy_target(9, 9), random_cuts(network, random), random.between(0, 2));
  CAPTURE(seed, mapping.slices.size());
  CHECK_NOTHROW(check_mapping(network, mapping));
  for (std::uint64_t order = 0; order < 2; ++order) CHECK(run_tokens(network, mapping, 2, order).finished);
}

TEST_CASE("do row flow and the token simulation agree on narrowed windows of all cuts?", "[row_flow]") {
  const auto seed = static_cast<std::uint64_t>(GENERATE(range(0, 30)));
  Random random(seed + 6000);
  const Network network = some_network(seed);
  Mapping mapping = cut_mapping(network, roomy_target(9, 9), random_cuts(network, random), 1);
  narrow_some_windows(network, mapping, random);
  CHECK(run_tokens(network, mapping, 2, seed).finished == !find_blocked_row(network, mapping).has_value());
}

TEST_CASE("do columns and inputs leave the windows of a chain of layers as they are?", "[row_flow]") {
  HandMadeNetwork hand_made({1, 20, 6});
  const int stem = hand_made.conv("stem", kImageSource, {3, 3, 1, 1}, 8);
  hand_made.joint("joint", hand_made.conv("wide", stem, {7, 7, 1, 3}, 16), stem, {3, 3, 1, 1});
  const Network network = hand_made.finish();
  const Mapping whole = cut_mapping(network, roomy_target(9, 9), Cuts(network.layers.size()));
  Cuts cuts(network.layers.size());
  cuts[1] = {1, 1, 3, 2};
  const Mapping cut = cut_mapping(network, roomy_target(9, 9), cuts);
  for (const Slice& slice : cut.slices)
    if (slice.layer == 1 && !slice.is_partial()) CHECK(slice.window_rows >= whole.slices[1].window_rows);
  CHECK(run_tokens(network, cut, 2, 1).finished);
}

TEST_CASE("are the windows of thousands of slices found at once?", "[row_flow]") {
  const Network network = tall_network();
  const Mapping mapping = cut_mapping(network, roomy_target(60, 60), fine_cuts(network));
  CHECK(mapping.slices.size() > 5000);
  CHECK_NOTHROW(check_mapping(network, mapping));
}

TEST_CASE("are the windows of thousands of slices those of asking everybody?", "[.slow]") {
  const Network network = tall_network();
  const Mapping mapping = cut_mapping(network, roomy_target(60, 60), fine_cuts(network));
  CHECK(smallest_windows(network, mapping) == naive_smallest_windows(network, mapping));
}

}  // namespace spikeloom
