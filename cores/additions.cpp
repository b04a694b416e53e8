// SPDX-License-Identifier: Apache-2.0
#include "cores/additions.hpp"

#include "base/vector_clones.hpp"
#include "models/fixed_point.hpp"

#if defined(__GNUC__) && !defined(__clang__)
// At -O3 g++ 12 jams two rows of the loops below into one scalar loop instead of vectorising them.
#pragma GCC optimize("no-loop-unroll-and-jam")
#endif

namespace spikeloom {
namespace {

// The sums of a block of channels stay in registers over all rows. Those before `first` have been added already.
template <int kBlock>
inline __attribute__((always_inline)) void add_block(const std::int8_t* weights, const WeightRowList& rows,
                                                     const std::int32_t* shift, std::int32_t* accumulators,
                                                     int first = 0) {
  std::int16_t sums[kBlock] = {};
  for (int r = 0; r < rows.count; ++r) {
    const std::int8_t* row = weights + rows.offsets[r];
    for (int c = 0; c < kBlock; ++c) sums[c] = static_cast<std::int16_t>(sums[c] + row[c]);
  }
  for (int c = first; c < kBlock; ++c) accumulators[c] = shifted_add(accumulators[c], sums[c], shift[c]);
}

}  // namespace

SPIKELOOM_VECTOR_CLONES void add_weight_rows(const std::int8_t* weights, const WeightRowList& rows,
                                             const std::int32_t* shift, int channels, std::int32_t* accumulators) {
  int c = 0;
  for (; c + 64 <= channels; c += 64) add_block<64>(weights + c, rows, shift + c, accumulators + c);
  for (; c + 32 <= channels; c += 32) add_block<32>(weights + c, rows, shift + c, accumulators + c);
  for (; c + 8 <= channels; c += 8) add_block<8>(weights + c, rows, shift + c, accumulators + c);
  if (c < channels && channels >= 8) {
    const int last = channels - 8;
    add_block<8>(weights + last, rows, shift + last, accumulators + last, c - last);
    return;
  }
  for (; c < channels; ++c) {
    std::int32_t sum = 0;
    for (int r = 0; r < rows.count; ++r) sum += weights[rows.offsets[r] + static_cast<std::uint32_t>(c)];
    accumulators[c] = shifted_add(accumulators[c], sum, shift[c]);
  }
}

SPIKELOOM_VECTOR_CLONES void add_scaled_weight_row(const std::int8_t* weights, std::int32_t factor,
                                                   const std::int32_t* shift, int channels,
                                                   std::int32_t* accumulators) {
  for (int c = 0; c < channels; ++c) accumulators[c] = shifted_add(accumulators[c], weights[c] * factor, shift[c]);
}

SPIKELOOM_VECTOR_CLONES void add_numbers(const std::int32_t* values, int count, std::int32_t* accumulators) {
  for (int i = 0; i < count; ++i) accumulators[i] += values[i];
}

}  // namespace spikeloom
