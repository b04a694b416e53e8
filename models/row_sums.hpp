// SPDX-License-Identifier: Apache-2.0
#pragma once
// The reference's inner loops: sums of weight rows for one output position, vectorised for the host's instruction set.
// Private to models/. Used by reference_conv.cpp (weights) and reference_attention.cpp (rows of K^T V).

#include <cstddef>
#include <cstdint>
#include <vector>

#include "models/layer.hpp"

namespace spikeloom {

/// Channels that a kernel keeps in registers; rows are padded with zero weights to a multiple of it.
constexpr int kRowBlock = 32;

constexpr int padded_channels(int channels) { return (channels + kRowBlock - 1) / kRowBlock * kRowBlock; }

/// The weights of a Conv layer, one padded row per (tap, input channel): row number = tap * in.channels + c_in.
struct WeightRows {
  WeightRows() = default;
  explicit WeightRows(const Layer& layer);  ///< empty unless the layer is a Conv
  std::size_t stride = 0;
  std::vector<std::int8_t> weights;
};

/// sums[c] += weight of row r and channel c, for all rows of the list. `sums` holds `stride` numbers.
void add_rows(const WeightRows& table, const std::uint32_t* rows, std::size_t count, std::int32_t* sums);

/// A row to be multiplied. The chip adds digit by digit; the reference is the truth in integers and may multiply.
struct ScaledRow {
  std::uint32_t row;
  std::int32_t factor;
};

/// sums[c] += factor * weight of row and channel c, for all rows of the list.
void add_scaled_rows(const WeightRows& table, const ScaledRow* rows, std::size_t count, std::int32_t* sums);

/// sums[c] += row[c] for c < count.
void add_row(const std::int32_t* row, int count, std::int32_t* sums);

}  // namespace spikeloom
