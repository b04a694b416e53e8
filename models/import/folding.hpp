// SPDX-License-Identifier: Apache-2.0
#pragma once
// Exact rewriting of float layers, in double: batch norm into the kernel before it, RepConv into one dense 3x3.

#include <cstddef>
#include <vector>

namespace spikeloom {

/// A convolution with bias; a depth-wise one has inputs = 1.
struct DenseKernel {
  int outputs = 0, inputs = 0;
  int height = 1, width = 1;
  std::vector<double> weights;  ///< [output][input][ky][kx], as in the state dict
  std::vector<double> bias;     ///< [output]

  int taps() const { return height * width; }
  std::size_t row_size() const { return static_cast<std::size_t>(inputs) * taps(); }
  double* row(int output) { return weights.data() + output * row_size(); }
  const double* row(int output) const { return weights.data() + output * row_size(); }
};

/// y = scale * x + shift; a negative gamma is a negative scale.
struct BatchNorm {
  std::vector<double> scale, shift;
};

BatchNorm make_batch_norm(const std::vector<double>& gamma, const std::vector<double>& beta,
                          const std::vector<double>& mean, const std::vector<double>& variance);

/// Makes `kernel` the kernel followed by `norm`.
void fold(const BatchNorm& norm, DenseKernel& kernel);

/// first 1x1 -> inner (pads with its own value of zero) -> depthwise 3x3 without padding -> second 1x1, as one dense
/// 3x3 with zero padding 1. Equal at every position, the border included: the inner pad value inner(0) is just what
/// first and inner make of a zero-padded input. The kernels have no bias of their own.
DenseKernel fuse_rep_conv(const DenseKernel& first, const BatchNorm& inner, const DenseKernel& depthwise,
                          const DenseKernel& second);

}  // namespace spikeloom
