// SPDX-License-Identifier: Apache-2.0
// The sum over all positions: ceil(values / lanes) beats for a value word, in units of its values.
#include "cores/operators/core_operator.hpp"
#include "cores/operators/word_addition.hpp"
#include "models/fixed_point.hpp"

namespace spikeloom {
namespace {

Cycle add_to_spatial_sum(const DatapathShape& shape, SliceState& slice, const Packet& word, SliceCounts& counts) {
  if (slice.computes) {
    std::int32_t* sums = slice.accumulators(slice.band_row(word.image, slice.slice.rows.begin), word.t) + word.channel -
                         slice.slice.channels.begin;
    for (int i = 0; i < word.count; ++i) sums[i] = shifted_add(sums[i], word.values[static_cast<std::size_t>(i)], 0);
  }
  return count_sums(shape, word.count, counts);
}

}  // namespace

CoreOperator spatial_sum_on_core() { return {nullptr, add_to_spatial_sum, nullptr}; }

}  // namespace spikeloom
