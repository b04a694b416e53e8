// SPDX-License-Identifier: Apache-2.0
#include "import/folding.hpp"

#include <cmath>

namespace spikeloom {

namespace {

constexpr double kBatchNormEpsilon = 1e-5;  // torch's default, which the authors keep

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

}  // namespace spikeloom
