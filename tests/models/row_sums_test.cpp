// SPDX-License-Identifier: Apache-2.0
// The vectorised loops at their limits: extreme weights, more rows than fit a partial sum, ragged channels.
#include <catch2/catch.hpp>

#include <numeric>

#include "models/reference/row_sums.hpp"

namespace spikeloom {
namespace {

int extreme(int channel) { return channel % 2 == 0 ? -128 : 127; }

/// A 1x1 convolution of which every weight of an output channel is the same extreme.
Layer extreme_layer(int in_channels, int out_channels) {
  Layer layer;
  layer.in.channels = in_channels;
  layer.out.channels = out_channels;
  for (int c = 0; c < in_channels; ++c)
    for (int o = 0; o < out_channels; ++o) layer.weights.push_back(static_cast<std::int8_t>(extreme(o)));
  return layer;
}

using Sums = std::vector<std::int32_t>;
const Sums kStart(kBlock, 5);

TEST_CASE("are sums of many extreme weights exact?") {
  const int rows = GENERATE(0, 1, 255, 256, 257, 512, 1000);
  const int channels = GENERATE(1, 31, 63, 64, 65, 70, 128, 130);
  const WeightRows table(extreme_layer(rows + 1, channels));
  REQUIRE(table.rows() == static_cast<std::size_t>(rows) + 1);
  std::vector<std::uint32_t> spikes(static_cast<std::size_t>(rows));
  std::iota(spikes.begin(), spikes.end(), 7U);  // numbers that begin at column 7 of a 1-channel row, say
  std::vector<std::int32_t> values;
  for (int r = 0; r < rows; ++r) values.push_back(r % 2 == 0 ? 3 : -1000);
  const int factors = std::accumulate(values.begin(), values.end(), 0);
  for (int b = 0; b < block_count(channels); ++b) {
    Sums sums = kStart, products = kStart;
    add_rows(table.block(b), {spikes.data(), spikes.data() + spikes.size(), -7}, sums.data());
    add_scaled_rows(table.block(b), values.data(), values.size(), products.data());
    for (int c = 0; c < kBlock; ++c) {
      CAPTURE(rows, channels, b, c);
      const int weight = b * kBlock + c < channels ? extreme(c) : 0;
      CHECK(sums[static_cast<std::size_t>(c)] == 5 + rows * weight);
      CHECK(products[static_cast<std::size_t>(c)] == 5 + factors * weight);
    }
  }
}

TEST_CASE("is a pair of blocks added up like two blocks?") {
  const int rows = GENERATE(1, 256, 257, 1000);
  const WeightRows table(extreme_layer(rows, 101));
  std::vector<std::uint32_t> spikes(static_cast<std::size_t>(rows));
  std::iota(spikes.begin(), spikes.end(), 0U);
  const SpikeRun run{spikes.data(), spikes.data() + spikes.size(), 0};
  Sums pair(2 * kBlock, 5), first = kStart, second = kStart;
  add_rows_of_pair(table.block(0), table.rows() * kBlock, run, pair.data());
  add_rows(table.block(0), run, first.data());
  add_rows(table.block(1), run, second.data());
  CHECK(Sums(pair.begin(), pair.begin() + kBlock) == first);
  CHECK(Sums(pair.begin() + kBlock, pair.end()) == second);
}

TEST_CASE("does a mask let through the weights of the channels that fire, however many taps there are?") {
  const int taps = GENERATE(1, 49, 256, 257, 600);
  const std::uint64_t spikes = 0x8000'0000'DEAD'BEE1;
  const WeightRows table(extreme_layer(taps, kBlock));
  constexpr std::size_t kStride = 2 * kBlock;  // of two blocks, the second one
  std::vector<std::int8_t> masks(static_cast<std::size_t>(taps) * kStride, -1);
  for (int tap = 0; tap < taps; ++tap)
    expand_mask(spikes, masks.data() + static_cast<std::size_t>(tap) * kStride + kBlock);
  Sums sums = kStart;
  add_masked_rows(table.block(0), {masks.data() + kBlock, kStride, static_cast<std::size_t>(taps)}, sums.data());
  for (int c = 0; c < kBlock; ++c) {
    CAPTURE(taps, c);
    CHECK(sums[static_cast<std::size_t>(c)] == 5 + ((spikes >> c & 1U) != 0 ? taps * extreme(c) : 0));
  }
}

TEST_CASE("rows of a block lie together, each in a cache line of its own") {
  const WeightRows table(extreme_layer(3, 70));
  CHECK(reinterpret_cast<std::uintptr_t>(table.block(0)) % kBlock == 0);
  CHECK(table.block(1) == table.block(0) + 3 * kBlock);
  CHECK(table.block(1)[5] == 127);
  CHECK(table.block(1)[6] == 0);
}

}  // namespace
}  // namespace spikeloom
