// SPDX-License-Identifier: Apache-2.0
#pragma once
// From sums to X, and from X to spikes, for a block of channels at a time: the per-channel half of the formula of
// models/layer.hpp. Private to models/. Used by reference_layer.cpp.

#include <cstdint>
#include <vector>

#include "models/layer.hpp"
#include "models/reference/row_sums.hpp"

namespace spikeloom {

/// The integers of a layer's channels, padded to whole blocks: a channel that is none never fires.
class ChannelNumbers {
 public:
  explicit ChannelNumbers(const Layer& layer);

  /// X of the kBlock channels of a block from their sums and residuals.
  void settle(int block, const std::int32_t* sums, const std::int32_t* residual, std::int32_t* x) const;

  /// One time step of the block's neurons, to which X comes with so many fraction bits below it; returns the spikes.
  std::uint64_t fire(int block, int fraction_bits, const std::int32_t* x, std::int32_t* membrane) const;

 private:
  std::vector<std::int32_t> bias_, weight_shift_, output_shift_, threshold_;
};

}  // namespace spikeloom
