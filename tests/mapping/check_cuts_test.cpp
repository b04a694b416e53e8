// SPDX-License-Identifier: Apache-2.0
// The rules about columns, input channels and partial sums, broken once.
#include <catch2/catch.hpp>

#include "mapping/check/check.hpp"
#include "mapping/check/check_rules.hpp"
#include "mapping/plan/connections.hpp"
#include "tests/mapping/cases.hpp"
#include "tests/mapping/cuts.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/random_network.hpp"

namespace spikeloom {
namespace {

using Catch::Contains;

/// The stem in two columns, the second layer in two halves of its inputs: slices 0, 1 and 2 (partial), 3 (its root).
struct Case {
  Network network = random_network(5);
  Mapping mapping;

  Case() {
    Cuts cuts(network.layers.size());
    cuts[0].columns = 2;
    cuts[1].inputs = 2;
    mapping = cut_mapping(network, roomy_target(3, 2), cuts);
  }
  std::string error() const {
    return error_of([&] { check_mapping(network, mapping); });
  }
  Slice& slice(int i) { return mapping.slices[static_cast<std::size_t>(i)]; }
  Slice& slice_of(Operator op) {
    for (Slice& slice : mapping.slices)
      if (network.layers[static_cast<std::size_t>(slice.layer)].op == op) return slice;
    throw std::logic_error("no such operator");
  }
};

}  // namespace

TEST_CASE("are columns and inputs accepted as they should be?", "[check]") { CHECK(Case().error() == "no error"); }

TEST_CASE("is each column computed exactly once?", "[check]") {
  Case c;
  SECTION("never") {
    c.slice(1).columns.begin += 1;
    CHECK_THAT(c.error(), Contains("channel 0 row 0 column 3 is computed by 0 slices"));
  }
  SECTION("twice") {
    c.slice(1).columns.begin -= 1;
    CHECK_THAT(c.error(), Contains("channel 0 row 0 column 2 is computed by 2 slices instead of one"));
  }
  SECTION("outside") {
    c.slice(1).columns.end += 1;
    CHECK_THAT(c.error(), Contains("must lie in the layer's") && Contains("6 columns"));
  }
}

TEST_CASE("does each group take each input channel exactly once?", "[check]") {
  Case c;
  SECTION("never") {
    c.slice(3).inputs.begin += 1;
    CHECK_THAT(c.error(), Contains("input channel 6 is taken by no slice of its group"));
  }
  SECTION("the last never") {
    c.slice(3).inputs.end -= 1;
    CHECK_THAT(c.error(), Contains("input channel 11 is taken by no slice of its group"));
  }
  SECTION("twice") {
    c.slice(2).inputs.end += 1;
    CHECK_THAT(c.error(), Contains("input channel 6 is taken by several slices of its group"));
  }
  SECTION("outside") {
    c.slice(3).inputs.end += 1;
    CHECK_THAT(c.error(), Contains("must lie in the layer's") && Contains("12 input channels"));
  }
}

TEST_CASE("does a partial slice stand before a root that computes the same?", "[check]") {
  Case c;
  SECTION("before") {
    std::swap(c.slice(2), c.slice(3));
    c.slice(3).root = 2;
    CHECK_THAT(c.error(), Contains("its root is slice 2, must be one of those behind it"));
  }
  SECTION("exists") {
    c.slice(2).root = static_cast<int>(c.mapping.slices.size());
    CHECK_THAT(c.error(), Contains("must be one of those behind it"));
  }
  SECTION("layer") {
    c.slice(2).root = 4;
    CHECK_THAT(c.error(), Contains("its root must be a slice of the same layer that finishes its neurons"));
  }
  SECTION("channels") { c.slice(2).channels.end -= 1; }
  SECTION("rows") { c.slice(2).rows.end -= 1; }
  SECTION("columns") { c.slice(2).columns.begin += 1; }
  CHECK_THAT(c.error(), Contains("its root"));
}

TEST_CASE("are operators that do not mix channels, and attention, left whole?", "[check]") {
  Case c;
  SECTION("columns of attention") {
    Slice& slice = c.slice_of(Operator::Attention);
    Slice right = slice;
    slice.columns.end = right.columns.begin = 1;
    c.mapping.slices.insert(c.mapping.slices.begin() + (&slice - c.mapping.slices.data()), right);
    CHECK_THAT(c.error(), Contains("attention is not cut in columns"));
  }
  SECTION("inputs of a depth-wise convolution") {
    c.slice_of(Operator::DepthwiseConv).inputs.end -= 1;
    CHECK_THAT(c.error(), Contains("only convolutions that mix channels are cut in input channels"));
  }
}

TEST_CASE("do tables name columns, and do partial sums go to the root's port of partial sums?", "[check]") {
  Case c;
  SECTION("columns of a source") {
    c.slice(2).sources.front().columns.end -= 1;
    CHECK_THAT(c.error(),
               Contains("sources of layer") && Contains("missing: slice 0 port 0") && Contains("columns 0..2"));
  }
  SECTION("columns of a destination") {
    c.slice(0).destinations.front().columns.begin += 1;
    CHECK_THAT(c.error(), Contains("destinations of layer") && Contains("missing"));
  }
  SECTION("channels of a partial slice") {
    c.slice(2).sources.front().channels.end += 1;
    CHECK_THAT(c.error(), Contains("sources of layer"));
  }
  SECTION("port") {
    c.slice(2).destinations.front().port = 0;
    CHECK_THAT(c.error(), Contains("destinations of layer") && Contains("missing: slice 3 port 1"));
  }
  SECTION("width of partial sums") {
    c.slice(2).values_per_word += 1;
    CHECK_THAT(c.error(), Contains("values_per_word is"));
  }
  SECTION("credits") {
    c.slice(2).destinations.front().initial_rows += 1;
    CHECK_THAT(c.error(), Contains("initial_rows of slice 3 port 1"));
  }
}

TEST_CASE("do partial sums fit accumulators and packets?", "[check]") {
  Case c;
  const auto error = [&] { return error_of([&] { check_value_words(c.network, c.mapping); }); };
  c.mapping.target.accumulator_bits = 5;
  CHECK_THAT(error(), Contains("partial sums of") && Contains("accumulators of the chip have 5"));
  c.mapping.target.accumulator_bits = 32;
  c.mapping.target.flit_bits = 8;
  CHECK_THAT(error(), Contains("a value word of") && Contains("does not fit"));
}

TEST_CASE("is the memory that of the order of time?", "[check]") {
  Case c;
  c.mapping.time = LoopOrder::RowInStep;
  CHECK_THAT(c.error(), Contains("its memory is not what its channels, rows, columns, inputs and window need"));
  settle(c.network, c.mapping);
  CHECK(c.error() == "no error");
}

TEST_CASE("can a header number the value words of a column?", "[check]") {
  HandMadeNetwork hand_made({1, 4, 4});
  const int stem = hand_made.conv("stem", kImageSource, {1, 1, 1, 0}, 300);
  hand_made.joint("joint", stem, stem, {1, 1, 1, 0});
  Network network = hand_made.finish();
  network.layers[0].bounds.value_bits = 80;  // one value a word
  Cuts cuts(network.layers.size());
  const auto error = [&] {
    const Mapping mapping = cut_mapping(network, roomy_target(2, 2), cuts);
    return error_of([&] { check_value_words(network, mapping); });
  };
  CHECK_THAT(error(), Contains("'stem'") && Contains("sends 300 value words of a column, a header numbers 128"));
  cuts[0].channels = 3;
  CHECK_THAT(error(), Contains("'joint'") && Contains("takes through port 1 300 value words of a column"));
  cuts[1].channels = 3;
  CHECK(error() == "no error");
}

}  // namespace spikeloom
