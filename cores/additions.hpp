// SPDX-License-Identifier: Apache-2.0
#pragma once
// The additions of the lanes, many at a time: rows of weights into the accumulators of one output position, vectorised
// for the host. All integers are those of the lanes: sums do not depend on order, a shift may come after a sum, and
// weight * (sum of digits) is the sum of its shifted additions.

#include <cstdint>

namespace spikeloom {

/// Rows of int8 weights, by their distance from a first one.
struct WeightRowList {
  const std::uint32_t* offsets;
  int count;  ///< at most 256: so many weights fit a 16-bit sum
};

/// accumulators[c] += (sum over the rows of weights[offset + c]) << shift[c], for c < channels.
void add_weight_rows(const std::int8_t* weights, const WeightRowList& rows, const std::int32_t* shift, int channels,
                     std::int32_t* accumulators);

/// One row, times the value whose digits are added.
void add_scaled_weight_row(const std::int8_t* weights, std::int32_t factor, const std::int32_t* shift, int channels,
                           std::int32_t* accumulators);

/// accumulators[i] += values[i], for i < count.
void add_numbers(const std::int32_t* values, int count, std::int32_t* accumulators);

}  // namespace spikeloom
