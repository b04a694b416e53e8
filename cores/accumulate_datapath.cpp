// SPDX-License-Identifier: Apache-2.0
#include "cores/accumulate_datapath.hpp"

#include "cores/operators/word_addition.hpp"
#include "mapping/plan/row_geometry.hpp"
#include "models/fixed_point.hpp"

namespace spikeloom {
namespace {

// Residuals enter in units of X, partial sums in units of the weights.
Cycle add_positional_word(const DatapathShape& shape, SliceState& slice, const Packet& word,
                          const std::vector<std::int32_t>& shift, SliceCounts& counts) {
  if (slice.computes) {
    const int first = word.channel - slice.slice.channels.begin;
    const int column = word.column - slice.slice.columns.begin;
    std::int32_t* accumulators = slice.accumulators(slice.band_row(word.image, word.row), word.t, column) + first;
    for (int i = 0; i < word.count; ++i)
      accumulators[i] = shifted_add(accumulators[i], word.values[static_cast<std::size_t>(i)],
                                    shift[static_cast<std::size_t>(first + i)]);
  }
  return count_sums(shape, word.count, counts);
}

}  // namespace

Cycle add_residual_word(const DatapathShape& shape, SliceState& slice, const Packet& word, SliceCounts& counts) {
  return add_positional_word(shape, slice, word, slice.parameters.output_shift, counts);
}

Cycle add_partial_word(const DatapathShape& shape, SliceState& slice, const Packet& word, SliceCounts& counts) {
  return add_positional_word(shape, slice, word, slice.parameters.weight_shift, counts);
}

Cycle AccumulateDatapath::accumulate_row(SliceState& slice, int port, const Packet& position,
                                         const std::vector<std::int32_t>& values, SliceCounts& counts) const {
  if (slice.computes) {
    const bool partial = port == partial_port(slice.layer);
    const auto& shift = partial ? slice.parameters.weight_shift : slice.parameters.output_shift;
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

}  // namespace spikeloom
