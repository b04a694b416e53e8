// SPDX-License-Identifier: Apache-2.0
#include "cores/accumulate_datapath.hpp"

#include <algorithm>

#include "base/digits.hpp"
#include "chip/spike_bits.hpp"
#include "cores/additions.hpp"
#include "mapping/plan/row_geometry.hpp"
#include "models/fixed_point.hpp"

namespace spikeloom {
namespace {

// Calls add(tap, accumulators) for each output position that the word reaches.
template <class Add>
void for_each_position(SliceState& slice, const Packet& word, const WordTaps& taps, Add add) {
  const auto wide = static_cast<std::size_t>(slice.channels);
  for (int i = 0; i < taps.y.count; ++i) {
    const int ky = taps.y.tap - i * taps.stride;
    std::int32_t* row = slice.accumulators(slice.band_row(word.image, taps.y.output + i), word.t) +
                        static_cast<std::size_t>(taps.x.output - slice.slice.columns.begin) * wide;
    for (int j = 0; j < taps.x.count; ++j, row += wide) add(ky * taps.kernel_width + taps.x.tap - j * taps.stride, row);
  }
}

void count_passes(const DatapathShape& shape, int channels, std::uint64_t passes, ActionCounts& actions) {
  const std::uint64_t words = passes * shape.accumulator_words(channels);
  actions.add(Action::AccumulatorRead, words);
  actions.add(Action::AccumulatorWrite, words);
}

// Whole rows of weights added into the slice's channels, one action each; returns their passes.
Cycle count_weight_rows(const DatapathShape& shape, int channels, std::uint64_t rows, Action action,
                        SliceCounts& counts) {
  const std::uint64_t additions = rows * static_cast<std::uint64_t>(channels);
  counts.synaptic_additions += additions;
  counts.actions.add(action, additions);
  counts.actions.add(Action::WeightRead, rows * shape.weight_words(channels));
  count_passes(shape, channels, rows, counts.actions);
  return rows * static_cast<std::uint64_t>(shape.passes(channels));
}

// Lanes of which each has a channel of the word; `additions` of them had something to add.
Cycle count_gated_passes(const DatapathShape& shape, int channels, std::uint64_t passes, SliceCounts& counts) {
  counts.actions.add(Action::WeightRead, passes * shape.weight_words(channels));
  count_passes(shape, channels, passes, counts.actions);
  return passes * static_cast<std::uint64_t>(shape.passes(channels));
}

void count_additions(Action action, std::uint64_t additions, SliceCounts& counts) {
  counts.synaptic_additions += additions;
  counts.actions.add(action, additions);
}

const std::vector<std::int32_t>& sum_shifts(const SliceState& slice, int port) {
  const bool partial = port_role(slice.layer, port) == Role::Partial;
  return partial ? slice.parameters.weight_shift : slice.parameters.output_shift;
}

// The digits of a word's values, and the values as their digits say: what the lanes add up to.
struct WordDigits {
  std::array<std::int32_t, kMaxValuesPerWord> factors;
  std::uint64_t count = 0, largest = 0;

  WordDigits(const Packet& word, DigitCode code) {
    for (std::size_t i = 0; i < word.count; ++i) {
      const Digits digits = digits_of(word.values[i], code);
      factors[i] = static_cast<std::int32_t>(digits.plus - digits.minus);
      const auto n = static_cast<std::uint64_t>(popcount64(digits.plus | std::uint64_t{digits.minus} << 32U));
      count += n;
      largest = std::max(largest, n);
    }
  }
};

}  // namespace

Cycle AccumulateDatapath::accumulate(SliceState& slice, const Packet& word, SliceCounts& counts) const {
  const Layer& layer = slice.layer;
  if (layer.op == Operator::SpatialSum || is_positional(layer, word.port)) return accumulate_sum(slice, word, counts);
  const bool spikes = word.kind == PacketKind::SpikeWord;
  if (layer.op == Operator::DepthwiseConv)
    return spikes ? accumulate_depthwise_spikes(slice, word, counts) : accumulate_depthwise_values(slice, word, counts);
  return spikes ? accumulate_spikes(slice, word, counts) : accumulate_values(slice, word, counts);
}

Cycle AccumulateDatapath::accumulate_spikes(SliceState& slice, const Packet& word, SliceCounts& counts) const {
  const WordTaps taps = word_taps(slice.layer, slice.slice, word.row, word.column);
  if (slice.computes) {
    std::array<std::uint32_t, kMaxSpikeWordChannels> offsets;
    WeightRowList rows{offsets.data(), 0};
    for_each_bit(word.bits, [&](int i) {
      offsets[static_cast<std::size_t>(rows.count++)] =
          static_cast<std::uint32_t>(word.channel + i) * static_cast<std::uint32_t>(slice.layer.out.channels);
    });
    const std::int32_t* shift = slice.parameters.weight_shift.data();
    for_each_position(slice, word, taps, [&](int tap, std::int32_t* accumulators) {
      add_weight_rows(slice.tap_weights(tap), rows, shift, slice.channels, accumulators);
    });
  }
  const std::uint64_t rows = taps.count() * static_cast<std::uint64_t>(count_bits(word.bits));
  return count_weight_rows(shape_, slice.channels, rows, Action::Add, counts);
}

Cycle AccumulateDatapath::accumulate_depthwise_spikes(SliceState& slice, const Packet& word,
                                                      SliceCounts& counts) const {
  const WordTaps taps = word_taps(slice.layer, slice.slice, word.row, word.column);
  const int first = word.channel - slice.slice.channels.begin;
  if (slice.computes)
    for_each_position(slice, word, taps, [&](int tap, std::int32_t* accumulators) {
      const std::int8_t* weights = slice.tap_weights(tap) + first;
      for_each_bit(word.bits, [&](int i) {
        const int c = first + i;
        const std::int32_t shift = slice.parameters.weight_shift[static_cast<std::size_t>(c)];
        accumulators[c] = shifted_add(accumulators[c], weights[i], shift);
      });
    });
  count_additions(Action::Add, taps.count() * static_cast<std::uint64_t>(count_bits(word.bits)), counts);
  return count_gated_passes(shape_, word.count, taps.count(), counts);
}

Cycle AccumulateDatapath::accumulate_values(SliceState& slice, const Packet& word, SliceCounts& counts) const {
  const WordTaps taps = word_taps(slice.layer, slice.slice, word.row, word.column);
  const WordDigits digits(word, shape_.digits);
  if (slice.computes) {
    const std::int32_t* shift = slice.parameters.weight_shift.data();
    for_each_position(slice, word, taps, [&](int tap, std::int32_t* accumulators) {
      const std::int8_t* row = slice.tap_weights(tap) + static_cast<std::size_t>(word.channel) *
                                                            static_cast<std::size_t>(slice.layer.out.channels);
      for (std::size_t i = 0; i < word.count; ++i, row += slice.layer.out.channels)
        if (digits.factors[i] != 0) add_scaled_weight_row(row, digits.factors[i], shift, slice.channels, accumulators);
    });
  }
  return count_weight_rows(shape_, slice.channels, taps.count() * digits.count, Action::ShiftedAdd, counts);
}

Cycle AccumulateDatapath::accumulate_depthwise_values(SliceState& slice, const Packet& word,
                                                      SliceCounts& counts) const {
  const WordTaps taps = word_taps(slice.layer, slice.slice, word.row, word.column);
  const WordDigits digits(word, shape_.digits);
  const int first = word.channel - slice.slice.channels.begin;
  if (slice.computes)
    for_each_position(slice, word, taps, [&](int tap, std::int32_t* accumulators) {
      const std::int8_t* weights = slice.tap_weights(tap) + first;
      for (int i = 0; i < word.count; ++i) {
        const std::int32_t shift = slice.parameters.weight_shift[static_cast<std::size_t>(first + i)];
        const std::int32_t product = weights[i] * digits.factors[static_cast<std::size_t>(i)];
        accumulators[first + i] = shifted_add(accumulators[first + i], product, shift);
      }
    });
  count_additions(Action::ShiftedAdd, taps.count() * digits.count, counts);
  return count_gated_passes(shape_, word.count, taps.count() * digits.largest, counts);
}

Cycle AccumulateDatapath::accumulate_row(SliceState& slice, int port, const Packet& position,
                                         const std::vector<std::int32_t>& values, SliceCounts& counts) const {
  if (slice.computes) {
    const auto& shift = sum_shifts(slice, port);
    std::int32_t* sum = slice.accumulators(slice.band_row(position.image, position.row), position.t);
    const std::int32_t* value = values.data();
    for (int x = 0; x < slice.columns; ++x)
      for (const std::int32_t s : shift) {
        *sum = shifted_add(*sum, *value++, s);
        ++sum;
      }
  }
  const auto columns = static_cast<std::uint64_t>(slice.columns);
  counts.actions.add(Action::Add, columns * static_cast<std::uint64_t>(slice.channels));
  count_passes(shape_, slice.channels, columns, counts.actions);
  return columns * static_cast<std::uint64_t>(shape_.passes(slice.channels));
}

// Residuals enter in units of X, partial sums in units of the weights, a SpatialSum's input in units of its own.
Cycle AccumulateDatapath::accumulate_sum(SliceState& slice, const Packet& word, SliceCounts& counts) const {
  const bool spatial = slice.layer.op == Operator::SpatialSum;
  if (slice.computes) {
    const int first = word.channel - slice.slice.channels.begin;
    const int row = spatial ? slice.slice.rows.begin : word.row;
    const int column = spatial ? 0 : word.column - slice.slice.columns.begin;
    std::int32_t* accumulators = slice.accumulators(slice.band_row(word.image, row), word.t, column) + first;
    const auto& shift = sum_shifts(slice, word.port);
    for (int i = 0; i < word.count; ++i)
      accumulators[i] = shifted_add(accumulators[i], word.values[static_cast<std::size_t>(i)],
                                    spatial ? 0 : shift[static_cast<std::size_t>(first + i)]);
  }
  counts.actions.add(Action::Add, word.count);
  count_passes(shape_, word.count, 1, counts.actions);
  return static_cast<std::uint64_t>(shape_.passes(word.count));
}

}  // namespace spikeloom
