// SPDX-License-Identifier: Apache-2.0
#include "models/reference/row_sums.hpp"

#include <algorithm>

#include "base/vector_clones.hpp"

#if defined(__GNUC__) && !defined(__clang__)
// At -O3 g++ 12 jams two rows of the loops below into one scalar loop instead of vectorising them.
#pragma GCC optimize("no-loop-unroll-and-jam")
#endif

namespace spikeloom {
namespace {

// So many int8 weights fit an int16 sum: 256 * -128 = -2^15. Halves the work of int32 lanes.
constexpr std::ptrdiff_t kRowsPerPart = 256;

// Parts are inlined come what may: on their own they would be compiled for the oldest host.
[[gnu::always_inline]] inline void add_part(const std::int8_t* block, const std::uint32_t* rows, std::ptrdiff_t count,
                                            std::int32_t* sums) {
  std::int16_t part[kBlock] = {};
  for (std::ptrdiff_t r = 0; r < count; ++r) {
    const std::int8_t* row = block + static_cast<std::ptrdiff_t>(rows[r]) * kBlock;
    for (int c = 0; c < kBlock; ++c) part[c] = static_cast<std::int16_t>(part[c] + row[c]);
  }
  for (int c = 0; c < kBlock; ++c) sums[c] += part[c];
}

[[gnu::always_inline]] inline void add_part_of_pair(const std::int8_t* block, std::ptrdiff_t next,
                                                    const std::uint32_t* rows, std::ptrdiff_t count,
                                                    std::int32_t* sums) {
  std::int16_t part[kBlock] = {}, next_part[kBlock] = {};
  for (std::ptrdiff_t r = 0; r < count; ++r) {
    const std::int8_t* row = block + static_cast<std::ptrdiff_t>(rows[r]) * kBlock;
    for (int c = 0; c < kBlock; ++c) part[c] = static_cast<std::int16_t>(part[c] + row[c]);
    for (int c = 0; c < kBlock; ++c) next_part[c] = static_cast<std::int16_t>(next_part[c] + row[next + c]);
  }
  for (int c = 0; c < kBlock; ++c) sums[c] += part[c];
  for (int c = 0; c < kBlock; ++c) sums[kBlock + c] += next_part[c];
}

[[gnu::always_inline]] inline void add_masked_part(const std::int8_t* rows, const std::int8_t* masks,
                                                   std::size_t stride, std::size_t count, std::int32_t* sums) {
  std::int16_t part[kBlock] = {};
  for (std::size_t r = 0; r < count; ++r) {
    const std::int8_t* row = rows + r * kBlock;
    const std::int8_t* mask = masks + r * stride;
    for (int c = 0; c < kBlock; ++c)
      part[c] = static_cast<std::int16_t>(part[c] + static_cast<std::int8_t>(row[c] & mask[c]));
  }
  for (int c = 0; c < kBlock; ++c) sums[c] += part[c];
}

}  // namespace

WeightRows::WeightRows(const Layer& layer) {
  if (!layer.has_weights()) return;
  const std::size_t channels = static_cast<std::size_t>(layer.out.channels);
  rows_ = layer.weights.size() / channels;
  lines_.resize(rows_ * static_cast<std::size_t>(block_count(layer.out.channels)));
  for (std::size_t first = 0, line = 0; first < channels; first += kBlock)
    for (std::size_t r = 0; r < rows_; ++r)
      std::copy_n(layer.weights.data() + r * channels + first, std::min<std::size_t>(kBlock, channels - first),
                  lines_[line++].weights);
}

SPIKELOOM_VECTOR_CLONES void add_rows(const std::int8_t* block, const SpikeRun& run, std::int32_t* sums) {
  const std::int8_t* first = block + run.first_row * kBlock;
  for (const std::uint32_t* part = run.begin; part < run.end; part += kRowsPerPart)
    add_part(first, part, std::min(kRowsPerPart, run.end - part), sums);
}

SPIKELOOM_VECTOR_CLONES void add_rows_of_pair(const std::int8_t* block, std::size_t next, const SpikeRun& run,
                                              std::int32_t* sums) {
  const std::int8_t* first = block + run.first_row * kBlock;
  for (const std::uint32_t* part = run.begin; part < run.end; part += kRowsPerPart)
    add_part_of_pair(first, static_cast<std::ptrdiff_t>(next), part, std::min(kRowsPerPart, run.end - part), sums);
}

SPIKELOOM_VECTOR_CLONES void add_scaled_rows(const std::int8_t* rows, const std::int32_t* values, std::size_t count,
                                             std::int32_t* sums) {
  std::int32_t part[kBlock] = {};
  for (std::size_t r = 0; r < count; ++r) {
    const std::int8_t* row = rows + r * kBlock;
    for (int c = 0; c < kBlock; ++c) part[c] += values[r] * row[c];
  }
  for (int c = 0; c < kBlock; ++c) sums[c] += part[c];
}

SPIKELOOM_VECTOR_CLONES void add_masked_rows(const std::int8_t* rows, const MaskRun& run, std::int32_t* sums) {
  for (std::size_t first = 0; first < run.count; first += kRowsPerPart)
    add_masked_part(rows + first * kBlock, run.masks + first * run.stride, run.stride,
                    std::min<std::size_t>(kRowsPerPart, run.count - first), sums);
}

SPIKELOOM_VECTOR_CLONES void expand_mask(std::uint64_t spikes, std::int8_t* mask) {
  for (int c = 0; c < kBlock; ++c) mask[c] = (spikes >> c & 1U) != 0 ? std::int8_t{-1} : std::int8_t{0};
}

SPIKELOOM_VECTOR_CLONES void add_row(const std::int32_t* row, int count, std::int32_t* sums) {
  for (int c = 0; c < count; ++c) sums[c] += row[c];
}

SPIKELOOM_VECTOR_CLONES void add_products(const std::int32_t* row, const std::int8_t* weights, int count,
                                          std::int32_t* sums) {
  for (int c = 0; c < count; ++c) sums[c] += row[c] * weights[c];
}

}  // namespace spikeloom
