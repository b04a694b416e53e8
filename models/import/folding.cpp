// SPDX-License-Identifier: Apache-2.0
#include "models/import/folding.hpp"

#include <cmath>
#include <numeric>

namespace spikeloom {

namespace {

constexpr double kBatchNormEpsilon = 1e-5;  // torch's default, which the authors keep

/// sums[i] += factor * row[i]: the inner loop of fusing, 9 C^3 multiplications for C channels.
void add_scaled(std::vector<double>& sums, const double* row, double factor) {
  for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += factor * row[i];
}

/// Kernel of one output and one tap over all inputs.
std::vector<double> fused_row(const DenseKernel& first, const BatchNorm& inner, const DenseKernel& depthwise,
                              const double* second_row, int tap) {
  std::vector<double> sums(first.inputs, 0.0);
  for (int c = 0; c < first.outputs; ++c)
    add_scaled(sums, first.row(c), second_row[c] * depthwise.row(c)[tap] * inner.scale[c]);
  return sums;
}

double fused_bias(const BatchNorm& inner, const DenseKernel& depthwise, const double* second_row) {
  double bias = 0.0;
  for (int c = 0; c < depthwise.outputs; ++c) {
    const double* taps = depthwise.row(c);
    bias += second_row[c] * inner.shift[c] * std::accumulate(taps, taps + depthwise.taps(), 0.0);
  }
  return bias;
}

}  // namespace

BatchNorm make_batch_norm(const std::vector<double>& gamma, const std::vector<double>& beta,
                          const std::vector<double>& mean, const std::vector<double>& variance) {
  BatchNorm norm;
  for (std::size_t c = 0; c < gamma.size(); ++c) {
    norm.scale.push_back(gamma[c] / std::sqrt(variance[c] + kBatchNormEpsilon));
    norm.shift.push_back(beta[c] - mean[c] * norm.scale[c]);
  }
  return norm;
}

void fold(const BatchNorm& norm, DenseKernel& kernel) {
  for (int o = 0; o < kernel.outputs; ++o) {
    for (std::size_t i = 0; i < kernel.row_size(); ++i) kernel.row(o)[i] *= norm.scale[o];
    kernel.bias[o] = kernel.bias[o] * norm.scale[o] + norm.shift[o];
  }
}

DenseKernel fuse_rep_conv(const DenseKernel& first, const BatchNorm& inner, const DenseKernel& depthwise,
                          const DenseKernel& second) {
  DenseKernel fused{second.outputs, first.inputs, depthwise.height, depthwise.width, {}, {}};
  fused.weights.resize(fused.outputs * fused.row_size());
  for (int o = 0; o < fused.outputs; ++o) {
    for (int tap = 0; tap < fused.taps(); ++tap) {
      const std::vector<double> row = fused_row(first, inner, depthwise, second.row(o), tap);
      for (int i = 0; i < fused.inputs; ++i) fused.row(o)[i * fused.taps() + tap] = row[i];
    }
    fused.bias.push_back(fused_bias(inner, depthwise, second.row(o)));
  }
  return fused;
}

}  // namespace spikeloom
