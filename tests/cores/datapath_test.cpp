// SPDX-License-Identifier: Apache-2.0
// What a word does to the accumulators, and its passes, against the formula of models/layer.hpp written out.
#include <catch2/catch.hpp>

#include "cores/accumulate_datapath.hpp"
#include "mapping/plan/valid_taps.hpp"
#include "tests/cores/core_bench.hpp"
#include "tests/support/random.hpp"

namespace spikeloom {
namespace {

struct Expected {
  std::vector<std::int64_t> sums;  // [row][column][channel] of the slice
  std::uint64_t taps = 0;
};

// Every (output, tap) pair is tried; no shortcut shared with cores/.
Expected brute_force(const Layer& layer, const Slice& slice, const Packet& word) {
  Expected result;
  const bool depthwise = layer.op == Operator::DepthwiseConv;
  for (int y = slice.rows.begin; y < slice.rows.end; ++y)
    for (int x = slice.columns.begin; x < slice.columns.end; ++x) {
      std::vector<std::int64_t> sums(static_cast<std::size_t>(slice.channels.size()), 0);
      for (int ky = 0; ky < layer.kernel.height; ++ky)
        for (int kx = 0; kx < layer.kernel.width; ++kx) {
          if (y * layer.kernel.stride - layer.kernel.padding + ky != word.row) continue;
          if (x * layer.kernel.stride - layer.kernel.padding + kx != word.column) continue;
          ++result.taps;
          for (int i = 0; i < word.count; ++i) {
            if ((word.bits[static_cast<std::size_t>(i / 64)] >> (i % 64) & 1U) == 0) continue;
            for (int c = slice.channels.begin; c < slice.channels.end; ++c) {
              if (depthwise && c != word.channel + i) continue;
              const int row = (ky * layer.kernel.width + kx) * (depthwise ? 1 : layer.in.channels) +
                              (depthwise ? 0 : word.channel + i);
              const auto at = static_cast<std::size_t>(row * layer.out.channels + c);
              sums[static_cast<std::size_t>(c - slice.channels.begin)] +=
                  std::int64_t{layer.weights[at]} * (1 << layer.weight_shift[static_cast<std::size_t>(c)]);
            }
          }
        }
      result.sums.insert(result.sums.end(), sums.begin(), sums.end());
    }
  return result;
}

CoreCase random_case(Random& random, Operator op) {
  const int kernel = random.pick(std::vector<int>{1, 3, 5, 7});
  const int channels = random.chance(20) ? random.between(65, 128) : random.between(2, 20);
  const MapShape in{channels, random.between(5, 9), random.between(5, 9)};
  CoreCase result = make_core_case(op, in, op == Operator::DepthwiseConv ? channels : random.between(1, 30),
                                   {kernel, kernel, random.between(1, 2), kernel / 2}, 1);
  Layer& layer = result.network.layers[1];
  for (auto& weight : layer.weights) weight = static_cast<std::int8_t>(random.between(-128, 127));
  for (auto& shift : layer.weight_shift) shift = static_cast<std::uint8_t>(random.between(0, 5));
  Slice& slice = result.mapping.slices[1];
  slice.channels.begin = random.between(0, layer.out.channels - 1);
  slice.channels.end = random.between(slice.channels.begin + 1, layer.out.channels);
  slice.rows.begin = random.between(0, layer.out.height - 1);
  slice.rows.end = random.between(slice.rows.begin + 1, layer.out.height);
  slice.columns.begin = random.between(0, layer.out.width - 1);
  slice.columns.end = random.between(slice.columns.begin + 1, layer.out.width);
  slice.window_rows = slice.rows.size();
  const Range band{std::max(0, slice.rows.begin * layer.kernel.stride - layer.kernel.padding),
                   std::min(in.height, (slice.rows.end - 1) * layer.kernel.stride - layer.kernel.padding + kernel)};
  slice.sources[0].rows = band;
  return result;
}

}  // namespace

TEST_CASE("Spike words: random kernels, strides, bands of rows and columns, and channel slices") {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    Random random(seed);
    const Operator op = random.chance(50) ? Operator::Conv : Operator::DepthwiseConv;
    const CoreCase bench = random_case(random, op);
    SliceState slice(bench.network, bench.mapping, 1);
    const Layer& layer = bench.network.layers[1];
    Packet word = spike_word(0, random.between(slice.slice.sources[0].rows.begin, slice.slice.sources[0].rows.end - 1),
                             random.between(0, layer.in.width - 1), 0, 0);
    word.channel = static_cast<std::uint16_t>(op == Operator::DepthwiseConv ? slice.slice.channels.begin : 0);
    word.count = static_cast<std::uint16_t>(op == Operator::DepthwiseConv ? slice.channels : layer.in.channels);
    for (int i = 0; i < word.count; ++i)
      word.bits[static_cast<std::size_t>(i / 64)] |= std::uint64_t{random.chance(40)} << (i % 64);
    const DatapathShape shape{random.between(1, 16), 8, 32, DigitCode::CanonicalSignedDigit};
    SliceCounts counts;
    const Cycle passes = AccumulateDatapath(shape).accumulate(slice, word, counts);
    const Expected expected = brute_force(layer, slice.slice, word);
    std::vector<std::int64_t> sums;
    for (int y = 0; y < slice.slice.rows.size(); ++y)
      for (int x = 0; x < slice.columns; ++x) {
        const std::int32_t* accumulators = slice.accumulators(static_cast<std::uint64_t>(y), 0, x);
        sums.insert(sums.end(), accumulators, accumulators + slice.channels);
      }
    INFO("seed " << seed);
    REQUIRE(sums == expected.sums);
    const auto spikes =
        static_cast<std::uint64_t>(__builtin_popcountll(word.bits[0]) + __builtin_popcountll(word.bits[1]));
    const auto lanes = static_cast<std::uint64_t>(shape.lanes);
    const std::uint64_t wide = (static_cast<std::uint64_t>(slice.channels) + lanes - 1) / lanes;
    CHECK(passes == (op == Operator::Conv ? spikes : 1) * expected.taps * wide);
    CHECK(counts.synaptic_additions ==
          spikes * expected.taps * (op == Operator::Conv ? static_cast<std::uint64_t>(slice.channels) : 1));
  }
}

TEST_CASE("Value words add weight times value, one pass per digit") {
  for (const DigitCode code : {DigitCode::Plain, DigitCode::CanonicalSignedDigit})
    for (const int value : {-1000, -7, -1, 0, 1, 3, 6, 255, 4095}) {
      CoreCase bench = make_core_case(Operator::Conv, {2, 1, 1}, 5, {}, 1);
      for (std::size_t i = 0; i < 10; ++i) bench.network.layers[1].weights[i] = static_cast<std::int8_t>(17 * i - 80);
      bench.network.layers[1].inputs[0].signal = Signal::Values;
      SliceState slice(bench.network, bench.mapping, 1);
      Packet word = spike_word(0, 0, 0, 0, 0);
      word.kind = PacketKind::ValueWord;
      word.channel = 1;
      word.count = 1;
      word.values[0] = value;
      SliceCounts counts;
      const Cycle passes = AccumulateDatapath({2, 8, 32, code}).accumulate(slice, word, counts);
      for (int c = 0; c < 5; ++c) CHECK(slice.accumulators(0, 0, 0)[c] == value * (17 * (5 + c) - 80));
      CHECK(passes == static_cast<Cycle>(3 * digit_count(value, code)));
    }
}

TEST_CASE(
    "Depth-wise value words: each lane adds the digits of its own value, together they take as long as the longest") {
  for (const DigitCode code : {DigitCode::Plain, DigitCode::CanonicalSignedDigit}) {
    CoreCase bench = make_core_case(Operator::DepthwiseConv, {6, 3, 3}, 6, {3, 3, 1, 1}, 1);
    Layer& layer = bench.network.layers[1];
    for (std::size_t i = 0; i < layer.weights.size(); ++i)
      layer.weights[i] = static_cast<std::int8_t>(7 * i % 251 - 125);
    layer.weight_shift = {0, 1, 2, 3, 4, 5};
    layer.inputs[0].signal = Signal::Values;
    bench.mapping.slices[1].channels = {1, 6};
    bench.mapping.slices[1].columns = {1, 3};
    SliceState slice(bench.network, bench.mapping, 1);
    Packet word = spike_word(0, 0, 1, 0, 0);  // row 0, column 1: taps to rows 0, 1 and columns 1, 2 of the slice
    word.kind = PacketKind::ValueWord;
    word.channel = 2;
    word.count = 3;
    word.values = {-119, 0, 5};
    SliceCounts counts;
    const Cycle passes = AccumulateDatapath({2, 8, 32, code}).accumulate(slice, word, counts);
    for (int y = 0; y < 2; ++y)
      for (int x = 1; x < 3; ++x)
        for (int c = 1; c < 6; ++c) {
          const int tap = (1 - y) * 3 + 2 - x;
          const int value = c < 2 || c > 4 ? 0 : word.values[static_cast<std::size_t>(c - 2)];
          const int weight = layer.weights[static_cast<std::size_t>(tap * 6 + c)];
          CHECK(slice.accumulators(static_cast<std::uint64_t>(y), 0, x - 1)[c - 1] == value * weight * (1 << c));
        }
    const auto longest = static_cast<Cycle>(digit_count(-119, code));
    CHECK(passes == longest * 4 * 2);  // 4 taps, 3 values on 2 lanes
    CHECK(counts.synaptic_additions == 4 * (longest + static_cast<Cycle>(digit_count(5, code))));
    CHECK(counts.actions[Action::ShiftedAdd] == counts.synaptic_additions);
    CHECK(counts.actions[Action::WeightRead] == longest * 4);
    CHECK(counts.actions[Action::AccumulatorWrite] == longest * 4 * 2);
  }
}

TEST_CASE("A partial slice adds bare products; its sums enter the root at the weights' shift") {
  CoreCase bench = make_core_case(Operator::Conv, {4, 1, 2}, 4, {}, 1);
  Layer& layer = bench.network.layers[1];
  layer.weight_shift = {0, 3, 5, 1};
  layer.bias = {1, -2, 3, -4};
  for (std::size_t i = 0; i < 16; ++i) layer.weights[i] = static_cast<std::int8_t>(i + 1);
  bench.mapping.slices.push_back(bench.mapping.slices[1]);  // the root: slice 2
  bench.mapping.slices[1].root = 2;
  SliceState partial(bench.network, bench.mapping, 1), root(bench.network, bench.mapping, 2);
  const AccumulateDatapath datapath({2, 8, 32, DigitCode::Plain});
  SliceCounts counts;
  Packet spikes = spike_word(0, 0, 1, 0, 0b1010);
  spikes.count = 4;
  CHECK(datapath.accumulate(partial, spikes, counts) == 4);
  Packet sums = spike_word(0, 0, 1, 0, 0);
  sums.kind = PacketKind::ValueWord;
  sums.port = 1;  // behind the layer's only input
  sums.channel = 1;
  sums.count = 3;
  std::copy_n(partial.accumulators(0, 0, 1) + 1, 3, sums.values.begin());
  CHECK(std::vector<int>(sums.values.begin(), sums.values.begin() + 3) == std::vector<int>{6 + 14, 7 + 15, 8 + 16});
  CHECK(datapath.accumulate(root, sums, counts) == 2);
  const std::int32_t* accumulators = root.accumulators(0, 0, 1);
  CHECK(accumulators[0] == 1);
  CHECK(accumulators[1] == -2 + 20 * 8);
  CHECK(accumulators[2] == 3 + 22 * 32);
  CHECK(accumulators[3] == -4 + 24 * 2);
  CHECK(counts.synaptic_additions == 2 * 4);  // sums of additions are none themselves
}

TEST_CASE("A slice that does not compute spends the same passes and counts the same") {
  for (std::uint64_t seed = 301; seed <= 320; ++seed) {
    Random random(seed);
    const Operator op = random.chance(50) ? Operator::Conv : Operator::DepthwiseConv;
    CoreCase bench = random_case(random, op);
    const bool spikes = random.chance(50);
    bench.network.layers[1].inputs[0].signal = spikes ? Signal::Spikes : Signal::Values;
    SliceState computed(bench.network, bench.mapping, 1);
    SliceState recorded(bench.network, bench.mapping, 1, Arithmetic::Recorded);
    CHECK_FALSE(recorded.computes);
    const AccumulateDatapath datapath(DatapathShape{});
    SliceCounts a, b;
    Packet word = spike_word(0, computed.slice.sources[0].rows.begin, 0, 0, random.chance(50) ? 0b1 : 0b0);
    word.channel = static_cast<std::uint16_t>(op == Operator::DepthwiseConv ? computed.slice.channels.begin : 0);
    word.count = 1;
    if (!spikes) {
      word.kind = PacketKind::ValueWord;
      word.bits = {};
      word.values[0] = random.between(-99, 99);
    }
    CHECK(datapath.accumulate(computed, word, a) == datapath.accumulate(recorded, word, b));
    CHECK(a.actions == b.actions);
    CHECK(a.synaptic_additions == b.synaptic_additions);
  }
}

TEST_CASE("Residual values enter at their output shift, a word at a time") {
  CoreCase bench = make_core_case(Operator::Conv, {4, 1, 2}, 4, {}, 1);
  Layer& layer = bench.network.layers[1];
  layer.output_shift = {0, 3, 5, 1};
  layer.bias = {1, -2, 3, -4};
  layer.inputs.push_back({0, Role::Residual, Signal::Values});
  SliceState slice(bench.network, bench.mapping, 1);
  Packet word = spike_word(0, 0, 1, 0, 0);
  word.kind = PacketKind::ValueWord;
  word.port = 1;
  word.channel = 1;
  word.count = 3;
  word.values = {-5, 7, 9};
  SliceCounts counts;
  CHECK(AccumulateDatapath({2, 8, 32, DigitCode::Plain}).accumulate(slice, word, counts) == 2);
  const std::int32_t* accumulators = slice.accumulators(0, 0, 1);
  CHECK(accumulators[0] == 1);
  CHECK(accumulators[1] == -2 - 5 * 8);
  CHECK(accumulators[2] == 3 + 7 * 32);
  CHECK(accumulators[3] == -4 + 9 * 2);
  CHECK(slice.accumulators(0, 0, 0)[1] == -2);
  CHECK(counts.synaptic_additions == 0);
  CHECK(counts.actions[Action::Add] == 3);
}

}  // namespace spikeloom
