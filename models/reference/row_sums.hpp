// SPDX-License-Identifier: Apache-2.0
#pragma once
// The reference's inner loops: sums over one block of output channels at one position, vectorised for the host's
// instruction set. Private to models/. Used by models/operators.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "models/layer.hpp"

namespace spikeloom {

/// Output channels that a kernel keeps in registers: a word of a SpikeMap, a cache line of weights.
constexpr int kBlock = 64;

constexpr int block_count(int channels) { return (channels + kBlock - 1) / kBlock; }

/// The weights of a layer, block of channels by block, so that all rows of a block lie together: [block][row][channel].
/// Conv: one row per (tap, input channel), row number = tap * in.channels + c_in. DepthwiseConv: one row per tap.
/// Channels above the layer's have weight 0. Empty for layers without weights.
class WeightRows {
 public:
  WeightRows() = default;
  explicit WeightRows(const Layer& layer);
  std::size_t rows() const { return rows_; }
  const std::int8_t* block(int b) const { return lines_[static_cast<std::size_t>(b) * rows_].weights; }

 private:
  struct alignas(kBlock) Line {
    std::int8_t weights[kBlock];
  };
  std::size_t rows_ = 0;
  std::vector<Line> lines_;
};

/// A run of the ascending numbers *begin..*end of spikes; the weight row of each is first_row + its number.
struct SpikeRun {
  const std::uint32_t* begin = nullptr;
  const std::uint32_t* end = nullptr;
  std::ptrdiff_t first_row = 0;
};

/// sums[c] += weight of row and channel c, for all rows of the run, c < kBlock. `block` is WeightRows::block().
void add_rows(const std::int8_t* block, const SpikeRun& run, std::int32_t* sums);

/// The same for a block and the one behind it, which stands `next` weights further on: 2 * kBlock sums. Faster than
/// twice the above: finding a row is half of the work on it.
void add_rows_of_pair(const std::int8_t* block, std::size_t next, const SpikeRun& run, std::int32_t* sums);

/// sums[c] += values[i] * weight of row i and channel c, for all i < count. `rows` is where the first row stands in a
/// block. The chip adds digit by digit; the reference is the truth in integers and may multiply.
void add_scaled_rows(const std::int8_t* rows, const std::int32_t* values, std::size_t count, std::int32_t* sums);

/// Masks of a depth-wise convolution: byte c of a mask is -1 where channel c of the block fires, otherwise 0.
struct MaskRun {
  const std::int8_t* masks = nullptr;
  std::size_t stride = 0;  ///< bytes from one mask to the next
  std::size_t count = 0;
};

/// sums[c] += weight of row i and channel c where mask i is set, for all i < run.count.
void add_masked_rows(const std::int8_t* rows, const MaskRun& run, std::int32_t* sums);

/// The kBlock bytes of the mask of a word of spikes.
void expand_mask(std::uint64_t spikes, std::int8_t* mask);

/// sums[c] += row[c] for c < count.
void add_row(const std::int32_t* row, int count, std::int32_t* sums);

/// sums[c] += row[c] * weights[c] for c < count.
void add_products(const std::int32_t* row, const std::int8_t* weights, int count, std::int32_t* sums);

}  // namespace spikeloom
