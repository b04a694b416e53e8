// SPDX-License-Identifier: Apache-2.0
// Dense convolution: a row of weights for each set bit, or for each digit of each value, at each position it reaches.
//
//   spike word   set bits x valid taps x ceil(slice channels / lanes)
//   value word   non-zero digits of its values x valid taps x ceil(slice channels / lanes)
#include "cores/additions.hpp"
#include "cores/operators/core_operator.hpp"
#include "cores/operators/word_addition.hpp"

namespace spikeloom {
namespace {

Cycle add_conv_spikes(const DatapathShape& shape, SliceState& slice, const Packet& word, SliceCounts& counts) {
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
  return count_weight_rows(shape, slice.channels, rows, Action::Add, counts);
}

Cycle add_conv_values(const DatapathShape& shape, SliceState& slice, const Packet& word, SliceCounts& counts) {
  const WordTaps taps = word_taps(slice.layer, slice.slice, word.row, word.column);
  const WordDigits digits(word, shape.digits);
  if (slice.computes) {
    const std::int32_t* shift = slice.parameters.weight_shift.data();
    for_each_position(slice, word, taps, [&](int tap, std::int32_t* accumulators) {
      const std::int8_t* row = slice.tap_weights(tap) + static_cast<std::size_t>(word.channel) *
                                                            static_cast<std::size_t>(slice.layer.out.channels);
      for (std::size_t i = 0; i < word.count; ++i, row += slice.layer.out.channels)
        if (digits.factors[i] != 0) add_scaled_weight_row(row, digits.factors[i], shift, slice.channels, accumulators);
    });
  }
  return count_weight_rows(shape, slice.channels, taps.count() * digits.count, Action::ShiftedAdd, counts);
}

}  // namespace

CoreOperator conv_on_core() { return {add_conv_spikes, add_conv_values, nullptr}; }

}  // namespace spikeloom
