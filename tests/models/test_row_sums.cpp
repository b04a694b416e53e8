// SPDX-License-Identifier: Apache-2.0
// The vectorised loops at their limits: extreme weights, more rows than fit a partial sum, ragged channels.
#include <catch2/catch.hpp>

#include "models/row_sums.hpp"

namespace spikeloom {
namespace {

/// A 1x1 convolution of which every weight of an output channel is the same extreme.
Layer extreme_layer(int in_channels, int out_channels) {
  Layer layer;
  layer.in.channels = in_channels;
  layer.out.channels = out_channels;
  for (int c = 0; c < in_channels; ++c)
    for (int o = 0; o < out_channels; ++o) layer.weights.push_back(o % 2 == 0 ? std::int8_t{-128} : std::int8_t{127});
  return layer;
}

TEST_CASE("sums of many extreme weights are exact") {
  const int rows = GENERATE(0, 1, 255, 256, 257, 512, 1000);
  const int channels = GENERATE(1, 31, 32, 33, 70);
  const WeightRows table(extreme_layer(rows == 0 ? 1 : rows, channels));
  REQUIRE(table.stride == static_cast<std::size_t>(padded_channels(channels)));
  std::vector<std::uint32_t> list;
  std::vector<ScaledRow> scaled;
  for (int r = 0; r < rows; ++r) {
    list.push_back(static_cast<std::uint32_t>(r));
    scaled.push_back({static_cast<std::uint32_t>(r), r % 2 == 0 ? 3 : -1000});
  }
  std::vector<std::int32_t> sums(table.stride, 5), products(table.stride, -5);
  add_rows(table, list.data(), list.size(), sums.data());
  add_scaled_rows(table, scaled.data(), scaled.size(), products.data());
  const int factors = (rows + 1) / 2 * 3 - rows / 2 * 1000;
  for (int o = 0; o < channels; ++o) {
    CAPTURE(rows, channels, o);
    const int weight = o % 2 == 0 ? -128 : 127;
    CHECK(sums[static_cast<std::size_t>(o)] == 5 + rows * weight);
    CHECK(products[static_cast<std::size_t>(o)] == -5 + factors * weight);
  }
}

}  // namespace
}  // namespace spikeloom
