// SPDX-License-Identifier: Apache-2.0
// SDSA-3 by additions against (Q K^T) V, the other association, over images, heads, slices of heads and bands of rows.
#include <catch2/catch.hpp>

#include "cores/operators/attention_unit.hpp"
#include "tests/cores/core_bench.hpp"
#include "tests/support/random.hpp"

namespace spikeloom {
namespace {

constexpr int kHeight = 3, kWidth = 2, kTokens = kHeight * kWidth;

struct Bench {
  Network network;
  Mapping mapping;
  int head_channels;

  Bench(int heads, int channels_per_head, int time_steps, Range head_range, Range rows)
      : head_channels(channels_per_head) {
    network.time_steps = time_steps;
    const MapShape shape{heads * head_channels, kHeight, kWidth};
    network.layers.resize(4);
    for (Layer& layer : network.layers) layer.in = layer.out = shape;
    Layer& attention = network.layers[3];
    attention.op = Operator::Attention;
    attention.heads = heads;
    attention.bias.assign(static_cast<std::size_t>(shape.channels), 0);
    attention.inputs = {
        {0, Role::Query, Signal::Spikes}, {1, Role::Key, Signal::Spikes}, {2, Role::Value, Signal::Spikes}};
    for (int i = 0; i < 4; ++i) {
      Slice slice;
      slice.layer = i;
      slice.channels =
          i == 3 ? Range{head_range.begin * head_channels, head_range.end * head_channels} : Range{0, shape.channels};
      slice.rows = i == 3 ? rows : Range{0, kHeight};
      slice.columns = {0, kWidth};
      slice.window_rows = slice.rows.size();
      mapping.slices.push_back(slice);
    }
    for (int port = 0; port < 3; ++port) {
      mapping.slices[3].sources.push_back({port, port, {0, kHeight}, mapping.slices[3].channels, {0, kWidth}});
      mapping.slices[static_cast<std::size_t>(port)].destinations = {
          {3, port, Signal::Spikes, {0, kHeight}, mapping.slices[3].channels, kHeight, {0, kWidth}}};
    }
  }
};

// [port][t][token][channel of the slice]
using Bits = std::vector<std::vector<std::vector<std::vector<int>>>>;

Bits random_bits(Random& random, int time_steps, int channels) {
  Bits bits(3, std::vector(static_cast<std::size_t>(time_steps), std::vector(kTokens, std::vector<int>())));
  for (auto& steps : bits)
    for (auto& tokens : steps)
      for (auto& channel_bits : tokens)
        for (int c = 0; c < channels; ++c) channel_bits.push_back(random.chance(35) ? 1 : 0);
  return bits;
}

// One image: words in blocks of 16 channels, and the token after each row.
void feed(SliceState& slice, AttentionUnit& unit, const Bits& bits, int image, SliceCounts& counts) {
  for (int row = 0; row < kHeight; ++row)
    for (int t = 0; t < slice.time_steps; ++t)
      for (std::size_t port = 0; port < 3; ++port) {
        for (int x = 0; x < kWidth; ++x)
          for (int first = 0; first < slice.channels; first += 16) {
            Packet word = spike_word(image, row, x, t, 0);
            word.port = static_cast<std::uint8_t>(port);
            word.channel = static_cast<std::uint16_t>(slice.slice.channels.begin + first);
            word.count = 16;
            const auto& channel_bits =
                bits[port][static_cast<std::size_t>(t)][static_cast<std::size_t>(row * kWidth + x)];
            for (int c = first; c < std::min(first + 16, slice.channels); ++c)
              word.bits[0] |= static_cast<std::uint64_t>(channel_bits[static_cast<std::size_t>(c)]) << (c - first);
            if (word.bits[0] != 0) unit.store(word, counts);
          }
        slice.ports[port].token(static_cast<std::uint32_t>(image), row, t);
      }
}

std::int32_t expected(const Bits& bits, int t, int token, int head, int head_channels, int j) {
  const auto bit = [&](std::size_t port, int n, int c) {
    return bits[port][static_cast<std::size_t>(t)][static_cast<std::size_t>(n)]
               [static_cast<std::size_t>(head * head_channels + c)];
  };
  std::int32_t sum = 0;
  for (int other = 0; other < kTokens; ++other) {
    std::int32_t overlap = 0;
    for (int i = 0; i < head_channels; ++i) overlap += bit(0, token, i) * bit(1, other, i);
    sum += overlap * bit(2, other, j);
  }
  return sum;
}

void check_image(SliceState& slice, AttentionUnit& unit, const Bits& bits, SliceCounts& counts, int head_channels) {
  for (int local = 0; local < slice.slice.rows.size(); ++local)
    for (int t = 0; t < slice.time_steps; ++t) {
      while (!unit.row_ready()) {
        REQUIRE(unit.begin_job(counts) > 0);
        unit.finish_job();
      }
      for (int x = 0; x < kWidth; ++x)
        for (int c = 0; c < slice.channels; ++c)
          REQUIRE(slice.accumulators(slice.completed_rows(), t, x)[c] ==
                  expected(bits, t, slice.map_row() * kWidth + x, c / head_channels, head_channels, c % head_channels));
      slice.finish_step();
    }
  CHECK_FALSE(unit.row_ready());
}

}  // namespace

TEST_CASE("Attention slices compute Q (K^T V) for their heads and rows, image after image") {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    Random random(seed);
    const int heads = random.between(1, 4), head_channels = random.pick(std::vector<int>{1, 5, 8, 45});
    const int first = random.between(0, heads - 1), top = random.between(0, kHeight - 1);
    Bench bench(heads, head_channels, random.between(1, 3), {first, random.between(first + 1, heads)},
                {top, random.between(top + 1, kHeight)});
    SliceState slice(bench.network, bench.mapping, 3);
    AttentionUnit unit(slice, DatapathShape{});
    SliceCounts counts;
    INFO("seed " << seed);
    CHECK(unit.begin_job(counts) == 0);  // nothing has ended
    for (int image = 0; image < 2; ++image) {
      const Bits bits = random_bits(random, bench.network.time_steps, slice.channels);
      feed(slice, unit, bits, image, counts);
      check_image(slice, unit, bits, counts, head_channels);
    }
  }
}

TEST_CASE("A Q job's row is ready when its cycles have passed, not when it begins") {
  Bench bench(1, 4, 1, {0, 1}, {0, kHeight});
  SliceState slice(bench.network, bench.mapping, 3);
  AttentionUnit unit(slice, DatapathShape{});
  SliceCounts counts;
  Random random(1);
  feed(slice, unit, random_bits(random, 1, 4), 0, counts);
  for (int job = 0; job < kHeight; ++job) {
    REQUIRE(unit.begin_job(counts) > 0);
    unit.finish_job();
  }
  CHECK_FALSE(unit.row_ready());
  REQUIRE(unit.begin_job(counts) > 0);
  CHECK_FALSE(unit.row_ready());
  unit.finish_job();
  CHECK(unit.row_ready());
}

}  // namespace spikeloom
