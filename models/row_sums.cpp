// SPDX-License-Identifier: Apache-2.0
#include "models/row_sums.hpp"

#include <algorithm>

#include "models/vector_clones.hpp"

#if defined(__GNUC__) && !defined(__clang__)
// At -O3 g++ 12 jams two rows of the loops below into one scalar loop instead of vectorising them.
#pragma GCC optimize("no-loop-unroll-and-jam")
#endif

namespace spikeloom {
namespace {

// So many int8 weights fit an int16 sum: 256 * -128 = -2^15. Halves the work of int32 lanes.
constexpr std::size_t kRowsPerPart = 256;

inline void add_block(const std::int8_t* block, std::size_t stride, const std::uint32_t* rows, std::size_t count,
                      std::int32_t* sums) {
  std::int16_t part[kRowBlock] = {};
  for (std::size_t r = 0; r < count; ++r) {
    const std::int8_t* row = block + rows[r] * stride;
    for (int c = 0; c < kRowBlock; ++c) part[c] = static_cast<std::int16_t>(part[c] + row[c]);
  }
  for (int c = 0; c < kRowBlock; ++c) sums[c] += part[c];
}

SPIKELOOM_VECTOR_CLONES void add_all_blocks(const std::int8_t* weights, std::size_t stride, const std::uint32_t* rows,
                                            std::size_t count, std::int32_t* sums) {
  for (std::size_t first = 0; first < count; first += kRowsPerPart)
    for (std::size_t c = 0; c < stride; c += kRowBlock)
      add_block(weights + c, stride, rows + first, std::min(kRowsPerPart, count - first), sums + c);
}

inline void add_scaled_block(const std::int8_t* block, std::size_t stride, const ScaledRow* rows, std::size_t count,
                             std::int32_t* sums) {
  std::int32_t part[kRowBlock] = {};
  for (std::size_t r = 0; r < count; ++r) {
    const std::int8_t* row = block + rows[r].row * stride;
    for (int c = 0; c < kRowBlock; ++c) part[c] += rows[r].factor * row[c];
  }
  for (int c = 0; c < kRowBlock; ++c) sums[c] += part[c];
}

SPIKELOOM_VECTOR_CLONES void add_all_scaled_blocks(const std::int8_t* weights, std::size_t stride,
                                                   const ScaledRow* rows, std::size_t count, std::int32_t* sums) {
  for (std::size_t c = 0; c < stride; c += kRowBlock) add_scaled_block(weights + c, stride, rows, count, sums + c);
}

}  // namespace

WeightRows::WeightRows(const Layer& layer) {
  if (layer.op != Operator::Conv) return;
  const std::size_t channels = static_cast<std::size_t>(layer.out.channels);
  const std::size_t rows = static_cast<std::size_t>(layer.kernel.taps()) * layer.in.channels;
  stride = static_cast<std::size_t>(padded_channels(layer.out.channels));
  weights.assign(rows * stride, 0);
  for (std::size_t r = 0; r < rows; ++r)
    std::copy_n(layer.weights.data() + r * channels, channels, weights.data() + r * stride);
}

void add_rows(const WeightRows& table, const std::uint32_t* rows, std::size_t count, std::int32_t* sums) {
  add_all_blocks(table.weights.data(), table.stride, rows, count, sums);
}

void add_scaled_rows(const WeightRows& table, const ScaledRow* rows, std::size_t count, std::int32_t* sums) {
  add_all_scaled_blocks(table.weights.data(), table.stride, rows, count, sums);
}

SPIKELOOM_VECTOR_CLONES void add_row(const std::int32_t* row, int count, std::int32_t* sums) {
  for (int c = 0; c < count; ++c) sums[c] += row[c];
}

}  // namespace spikeloom
