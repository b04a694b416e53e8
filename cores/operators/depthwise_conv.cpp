// SPDX-License-Identifier: Apache-2.0
// Depth-wise convolution: each lane has a channel of the word, and adds its own weight.
//
//   spike word   valid taps x ceil(channels of the word / lanes): lanes are gated by the bits
//   value word   largest number of digits x valid taps x ceil(values / lanes): each lane its own digits
#include "cores/operators/core_operator.hpp"
#include "cores/operators/word_addition.hpp"
#include "models/fixed_point.hpp"

namespace spikeloom {
namespace {

Cycle add_depthwise_spikes(const DatapathShape& shape, SliceState& slice, const Packet& word, SliceCounts& counts) {
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
  return count_gated_passes(shape, word.count, taps.count(), counts);
}

Cycle add_depthwise_values(const DatapathShape& shape, SliceState& slice, const Packet& word, SliceCounts& counts) {
  const WordTaps taps = word_taps(slice.layer, slice.slice, word.row, word.column);
  const WordDigits digits(word, shape.digits);
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
  return count_gated_passes(shape, word.count, taps.count() * digits.largest, counts);
}

}  // namespace

CoreOperator depthwise_conv_on_core() { return {add_depthwise_spikes, add_depthwise_values, nullptr}; }

}  // namespace spikeloom
