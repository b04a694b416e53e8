// SPDX-License-Identifier: Apache-2.0
#pragma once
// Parts that the operators of the datapath share: positions and taps of a word, the digits of its values, and counts.
// Private to cores/.

#include <algorithm>
#include <array>

#include "base/digits.hpp"
#include "chip/datapath_shape.hpp"
#include "chip/packet.hpp"
#include "chip/spike_bits.hpp"
#include "cores/slice_state.hpp"
#include "mapping/plan/valid_taps.hpp"
#include "sim/machine/core.hpp"

namespace spikeloom {

/// Calls add(tap, accumulators) for each output position that the word reaches.
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

inline void count_passes(const DatapathShape& shape, int channels, std::uint64_t passes, ActionCounts& actions) {
  const std::uint64_t words = passes * shape.accumulator_words(channels);
  actions.add(Action::AccumulatorRead, words);
  actions.add(Action::AccumulatorWrite, words);
}

/// Whole rows of weights added into the slice's channels, one action each; returns their beats.
inline Cycle count_weight_rows(const DatapathShape& shape, int channels, std::uint64_t rows, Action action,
                               SliceCounts& counts) {
  const std::uint64_t additions = rows * static_cast<std::uint64_t>(channels);
  counts.synaptic_additions += additions;
  counts.actions.add(action, additions);
  counts.actions.add(Action::WeightRead, rows * shape.weight_words(channels));
  count_passes(shape, channels, rows, counts.actions);
  return rows * static_cast<std::uint64_t>(shape.passes(channels));
}

/// Lanes of which each has a channel of the word; returns their beats.
inline Cycle count_gated_passes(const DatapathShape& shape, int channels, std::uint64_t passes, SliceCounts& counts) {
  counts.actions.add(Action::WeightRead, passes * shape.weight_words(channels));
  count_passes(shape, channels, passes, counts.actions);
  return passes * static_cast<std::uint64_t>(shape.passes(channels));
}

/// Values without weights, each added to its channel; returns their beats.
inline Cycle count_sums(const DatapathShape& shape, int values, SliceCounts& counts) {
  counts.actions.add(Action::Add, static_cast<std::uint64_t>(values));
  count_passes(shape, values, 1, counts.actions);
  return static_cast<std::uint64_t>(shape.passes(values));
}

inline void count_additions(Action action, std::uint64_t additions, SliceCounts& counts) {
  counts.synaptic_additions += additions;
  counts.actions.add(action, additions);
}

/// The digits of a word's values, and the values as their digits say: what the lanes add up to.
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

}  // namespace spikeloom
