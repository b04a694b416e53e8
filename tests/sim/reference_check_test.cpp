// SPDX-License-Identifier: Apache-2.0
// One wrong bit and one wrong value must each stop the run and be named.
#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "sim/run/activity_book.hpp"
#include "sim/run/reference_check.hpp"
#include "tests/support/random_network.hpp"

namespace spikeloom {
namespace {

struct Bench {
  Network network = random_network(3);
  Mapping mapping;
  std::vector<Image> images{random_image(4, network.input.shape)};
  Inference expected = Reference(network).run(images[0]);

  Bench() {
    Slice slice;  // the whole stem, cut below its first two channels
    slice.channels = {2, network.layers[0].out.channels};
    slice.rows = {0, network.layers[0].out.height};
    slice.columns = {0, network.layers[0].out.width};
    slice.core = 5;
    mapping.slices = {slice};
    mapping.target.columns = 4;
  }

  /// Row 1 of step 2 as the reference has it.
  RowEvent right_row() {
    const MapShape& shape = network.layers[0].out;
    const int wide = shape.channels - 2;
    spikes.assign(static_cast<std::size_t>(shape.width), 0);
    values.clear();
    for (int x = 0; x < shape.width; ++x)
      for (int c = 0; c < wide; ++c) {
        if (expected.layers[0].spikes.spike(2, 1, x, c + 2))
          spikes[static_cast<std::size_t>(x)] |= std::uint64_t{1} << c;
        values.push_back(expected.layers[0].values.at(2, 1, x)[c + 2]);
      }
    return {0, 0, 1, 0, shape.width, 2, 90, 100, spikes.data(), 1, values.data()};
  }

  std::vector<std::uint64_t> spikes;
  std::vector<std::int32_t> values;
};

}  // namespace

TEST_CASE("A right row passes and is counted") {
  Bench bench;
  ReferenceActivity book(reference_source(bench.network, bench.images));
  book.on_image_begin(0, 1);
  ReferenceCheck check(bench.network, bench.mapping, book);
  check.on_row(bench.right_row());
  CHECK(check.result().compared_words == bench.spikes.size() + bench.values.size());
  CHECK(check.result().mismatches == 0);
}

TEST_CASE("A wrong spike is named with layer, row, column, t, channel, core and cycle") {
  Bench bench;
  ReferenceActivity book(reference_source(bench.network, bench.images));
  book.on_image_begin(0, 1);
  ReferenceCheck check(bench.network, bench.mapping, book);
  const RowEvent event = bench.right_row();
  bench.spikes[3] ^= 0b100;
  CHECK_THROWS_WITH(check.on_row(event), Catch::Contains("layer " + bench.network.layers[0].name +
                                                         " image 0 row 1 "
                                                         "column 3 t 2 channel 4 core (1,1) cycle 100"));
}

TEST_CASE("A wrong value is named with both values") {
  Bench bench;
  ReferenceActivity book(reference_source(bench.network, bench.images));
  book.on_image_begin(0, 1);
  ReferenceCheck check(bench.network, bench.mapping, book);
  const RowEvent event = bench.right_row();
  const std::int32_t right = bench.values[1]++;
  CHECK_THROWS_AS(check.on_row(event), RunError);
  bench.values[1] = right + 1;
  CHECK_THROWS_WITH(check.on_row(event),
                    Catch::Contains("channel 3") && Catch::Contains("expected value " + std::to_string(right) +
                                                                    ", got " + std::to_string(right + 1)));
}

}  // namespace spikeloom
