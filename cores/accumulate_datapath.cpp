// SPDX-License-Identifier: Apache-2.0
#include "cores/accumulate_datapath.hpp"

#include <algorithm>

#include "cores/spike_bits.hpp"
#include "cores/valid_taps.hpp"
#include "models/digits.hpp"
#include "models/fixed_point.hpp"
#include "models/vector_clones.hpp"

namespace spikeloom {
namespace {

SPIKELOOM_VECTOR_CLONES
void add_row(std::int32_t* __restrict accumulators, const std::int32_t* __restrict weights, int count) {
  for (int c = 0; c < count; ++c) accumulators[c] += weights[c];
}

// Weight times value as the lanes do it: one shifted addition or subtraction per digit.
void add_digits(std::int32_t* accumulators, const std::int32_t* weights, int count, const Digits& digits) {
  for (std::uint32_t plus = digits.plus; plus != 0; plus &= plus - 1)
    for (int c = 0; c < count; ++c) accumulators[c] = shifted_add(accumulators[c], weights[c], __builtin_ctz(plus));
  for (std::uint32_t minus = digits.minus; minus != 0; minus &= minus - 1)
    for (int c = 0; c < count; ++c) accumulators[c] = shifted_add(accumulators[c], -weights[c], __builtin_ctz(minus));
}

// Row of the map -> row number whose accumulators hold it, for the image of the packet.
std::uint64_t window_row(const SliceState& slice, const Packet& word, int map_row) {
  return word.image * slice.rows_per_image() + static_cast<std::uint64_t>(map_row - slice.slice.rows.begin);
}

void count_passes(const DatapathShape& shape, int channels, std::uint64_t passes, ActionCounts& actions) {
  actions.add(Action::AccumulatorRead, passes * shape.accumulator_words(channels));
  actions.add(Action::AccumulatorWrite, passes * shape.accumulator_words(channels));
}

// Whole rows of weights added into the slice's channels, one action each; returns their passes.
Cycle count_weight_rows(const DatapathShape& shape, int channels, std::uint64_t rows, Action action,
                        SliceCounts& counts) {
  counts.synaptic_additions += rows * static_cast<std::uint64_t>(channels);
  counts.actions.add(action, rows * static_cast<std::uint64_t>(channels));
  counts.actions.add(Action::WeightRead, rows * shape.weight_words(channels));
  count_passes(shape, channels, rows, counts.actions);
  return rows * static_cast<std::uint64_t>(shape.passes(channels));
}

}  // namespace

Cycle AccumulateDatapath::accumulate(SliceState& slice, const Packet& word, SliceCounts& counts) const {
  const Layer& layer = slice.layer;
  if (layer.inputs[word.port].role == Role::Residual || layer.op == Operator::SpatialSum)
    return accumulate_residual(slice, word, counts);
  if (word.kind == PacketKind::ValueWord) return accumulate_values(slice, word, counts);
  if (layer.op == Operator::DepthwiseConv) return accumulate_depthwise(slice, word, counts);
  return accumulate_spikes(slice, word, counts);
}

Cycle AccumulateDatapath::accumulate_spikes(SliceState& slice, const Packet& word, SliceCounts& counts) const {
  std::uint64_t taps = 0;
  for_each_tap(slice.layer, slice.slice.rows, word.row, word.column, [&](int tap, int row, int column) {
    ++taps;
    std::int32_t* accumulators = slice.accumulators(window_row(slice, word, row), word.t, column);
    for_each_bit(word.bits,
                 [&](int i) { add_row(accumulators, slice.weight_row(tap, word.channel + i), slice.channels); });
  });
  const std::uint64_t rows = taps * static_cast<std::uint64_t>(count_bits(word.bits));
  return count_weight_rows(shape_, slice.channels, rows, Action::Add, counts);
}

Cycle AccumulateDatapath::accumulate_depthwise(SliceState& slice, const Packet& word, SliceCounts& counts) const {
  std::uint64_t taps = 0;
  const int first = word.channel - slice.slice.channels.begin;
  for_each_tap(slice.layer, slice.slice.rows, word.row, word.column, [&](int tap, int row, int column) {
    ++taps;
    std::int32_t* accumulators = slice.accumulators(window_row(slice, word, row), word.t, column) + first;
    const std::int32_t* weights = slice.depthwise_row(tap) + first;
    for_each_bit(word.bits, [&](int c) { accumulators[c] += weights[c]; });
  });
  const std::uint64_t adds = taps * static_cast<std::uint64_t>(count_bits(word.bits));
  counts.synaptic_additions += adds;
  counts.actions.add(Action::Add, adds);
  counts.actions.add(Action::WeightRead, taps * shape_.weight_words(word.count));
  count_passes(shape_, word.count, taps, counts.actions);
  return taps * static_cast<std::uint64_t>(shape_.passes(word.count));
}

Cycle AccumulateDatapath::accumulate_values(SliceState& slice, const Packet& word, SliceCounts& counts) const {
  std::uint64_t taps = 0, digits = 0;
  std::array<Digits, kMaxValuesPerWord> code;
  for (std::size_t i = 0; i < word.count; ++i) {
    code[i] = digits_of(word.values[i], shape_.digits);
    digits += static_cast<std::uint64_t>(popcount32(code[i].plus) + popcount32(code[i].minus));
  }
  for_each_tap(slice.layer, slice.slice.rows, word.row, word.column, [&](int tap, int row, int column) {
    ++taps;
    std::int32_t* accumulators = slice.accumulators(window_row(slice, word, row), word.t, column);
    for (int i = 0; i < word.count; ++i)
      add_digits(accumulators, slice.weight_row(tap, word.channel + i), slice.channels,
                 code[static_cast<std::size_t>(i)]);
  });
  return count_weight_rows(shape_, slice.channels, taps * digits, Action::ShiftedAdd, counts);
}

Cycle AccumulateDatapath::accumulate_residual(SliceState& slice, const Packet& word, SliceCounts& counts) const {
  const bool sum = slice.layer.op == Operator::SpatialSum;
  const std::uint64_t row = window_row(slice, word, sum ? slice.slice.rows.begin : word.row);
  std::int32_t* accumulators = slice.accumulators(row, word.t, sum ? 0 : word.column);
  for (int i = 0; i < word.count; ++i) {
    const int c = word.channel + i;
    std::int32_t& accumulator = accumulators[c - slice.slice.channels.begin];
    const int shift = sum ? 0 : slice.layer.output_shift[static_cast<std::size_t>(c)];
    accumulator = shifted_add(accumulator, word.values[static_cast<std::size_t>(i)], shift);
  }
  counts.actions.add(Action::Add, word.count);
  count_passes(shape_, word.count, 1, counts.actions);
  return static_cast<std::uint64_t>(shape_.passes(word.count));
}

}  // namespace spikeloom
