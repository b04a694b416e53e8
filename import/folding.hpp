// SPDX-License-Identifier: Apache-2.0
#pragma once
// Kernels in double, and batch norm folded into the kernel before it. fusing.hpp makes one kernel of several.

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

}  // namespace spikeloom
