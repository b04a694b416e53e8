// SPDX-License-Identifier: Apache-2.0
// What stays at home, and what it takes out of the packets.
#include "mapping/search/local_forwarding.hpp"

#include <catch2/catch.hpp>

#include "mapping/check/check.hpp"
#include "mapping/plan/dispatch.hpp"
#include "mapping/search/mapper.hpp"
#include "tests/mapping/cases.hpp"
#include "tests/mapping/cuts.hpp"
#include "tests/support/error_of.hpp"

namespace spikeloom {
namespace {

/// Stem, a convolution cut in inputs, a joint with the stem as residual; everything on core 0.
struct Case {
  Network network;
  Mapping mapping;

  explicit Case(int columns_of_joint = 1) {
    HandMadeNetwork hand_made({1, 8, 6});
    const int stem = hand_made.conv("stem", kImageSource, {3, 3, 1, 1}, 8);
    hand_made.joint("joint", hand_made.conv("middle", stem, {3, 3, 1, 1}, 8), stem, {3, 3, 1, 1});
    network = hand_made.finish();
    Cuts cuts(network.layers.size());
    cuts[1].inputs = 2;
    cuts[2].columns = columns_of_joint;
    mapping = cut_mapping(network, roomy_target(2, 2), cuts);
    for (Slice& slice : mapping.slices) slice.core = 0;
    mapping.residual = Residual::Home;
  }
  std::vector<std::pair<int, int>> homes() const {  // producer, consumer
    std::vector<std::pair<int, int>> found;
    for (int i = 0; i < static_cast<int>(mapping.slices.size()); ++i)
      for (const Destination& d : mapping.slices[static_cast<std::size_t>(i)].destinations)
        if (d.home) found.emplace_back(i, d.slice);
    return found;
  }
};

using Pairs = std::vector<std::pair<int, int>>;

}  // namespace

TEST_CASE("do residuals and partial sums of the same place stay in their core?", "[home]") {
  Case c;
  keep_home(c.network, c.mapping);
  CHECK(c.homes() == Pairs{{0, 3}, {1, 2}});
  CHECK_NOTHROW(check_mapping(c.network, c.mapping));
  SECTION("only when asked") {
    c.mapping.residual = Residual::Noc;
    keep_home(c.network, c.mapping);
    CHECK(c.homes().empty());
  }
  SECTION("only on one core") {
    c.mapping.slices[0].core = c.mapping.slices[1].core = 1;
    keep_home(c.network, c.mapping);
    CHECK(c.homes().empty());
  }
}

TEST_CASE("does a slice of other columns get its residual by the NoC?", "[home]") {
  Case c(2);
  keep_home(c.network, c.mapping);
  CHECK(c.homes() == Pairs{{1, 2}});
}

TEST_CASE("are packets of what stays at home left out?", "[home]") {
  Case c;
  const auto packets = [&](int sender) {
    const Dispatch dispatch(c.mapping);
    const RowDeliveries& row = dispatch.of(sender, 3);
    std::size_t words = 0;
    for (const ColumnDeliveries& part : row.columns) words += part.words.size();
    return std::pair(words, row.row_ends.size());
  };
  c.mapping.target.multicast = Multicast::Unicast;
  CHECK(packets(0) == std::pair<std::size_t, std::size_t>{4, 3});  // spikes to two halves, values in two words
  CHECK(packets(1).second == 1);
  keep_home(c.network, c.mapping);
  CHECK(packets(0) == std::pair<std::size_t, std::size_t>{2, 2});
  CHECK(packets(1) == std::pair<std::size_t, std::size_t>{0, 0});
}

TEST_CASE("is a home that is none refused?", "[home]") {
  Case c;
  const auto error = [&] { return error_of([&] { check_mapping(c.network, c.mapping); }); };
  SECTION("not asked for") {
    keep_home(c.network, c.mapping);
    c.mapping.residual = Residual::Noc;
    CHECK_THAT(error(), Catch::Contains("cannot stay at home"));
  }
  SECTION("another core") {
    keep_home(c.network, c.mapping);
    c.mapping.slices[0].core = 1;
    CHECK_THAT(error(), Catch::Contains("destinations of layer 'stem'") && Catch::Contains("cannot stay at home"));
  }
  SECTION("spikes of a convolution") {
    c.mapping.slices[0].destinations.front().home = true;
    CHECK_THAT(error(), Catch::Contains("cannot stay at home"));
  }
  SECTION("the image") {
    c.mapping.image_table.front().home = true;
    CHECK(error() == "mapping: image table: nothing of it stays at home");
  }
}

}  // namespace spikeloom
