// SPDX-License-Identifier: Apache-2.0
#pragma once
// Several convolutions as one dense one: the same function of real numbers. In double, the same on every host.

#include "import/folding.hpp"

namespace spikeloom {

/// first 1x1 -> inner (pads with its own value of zero) -> depthwise 3x3 without padding -> second 1x1, as one dense
/// 3x3 with zero padding 1. Equal at every position, the border included: the inner pad value inner(0) is just what
/// first and inner make of a zero-padded input. Only `second` may have a bias; it may be left out.
DenseKernel fuse_rep_conv(const DenseKernel& first, const BatchNorm& inner, const DenseKernel& depthwise,
                          const DenseKernel& second);

/// depthwise k x k with zero padding -> pointwise 1x1 with bias, as one dense k x k. The depth-wise kernel has no bias.
DenseKernel fuse_sep_conv(const DenseKernel& depthwise, const DenseKernel& pointwise);

}  // namespace spikeloom
