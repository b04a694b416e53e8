// SPDX-License-Identifier: Apache-2.0
// Compiled without contraction of products and sums, which would make the result depend on the host's instructions.
#include "import/fusing.hpp"

#include <algorithm>
#include <numeric>

#include "base/host_threads.hpp"
#include "base/parallel.hpp"
#include "base/vector_clones.hpp"

namespace spikeloom {

namespace {

// A block of the product that stays in registers.
constexpr int kRows = 4;
constexpr int kColumns = 8;

/// A matrix in panels of kColumns columns, so that a block reads it from front to end.
class Panels {
 public:
  Panels(const double* matrix, int rows, int columns)
      : rows_(rows), count_((columns + kColumns - 1) / kColumns), values_(panel_size() * count_) {
    for (int r = 0; r < rows; ++r)
      for (int c = 0; c < columns; ++c)
        values_[panel_size() * (c / kColumns) + static_cast<std::size_t>(r) * kColumns + c % kColumns] =
            matrix[static_cast<std::size_t>(r) * columns + c];
  }
  int count() const { return count_; }
  int rows() const { return rows_; }
  const double* panel(int index) const { return values_.data() + panel_size() * index; }

 private:
  std::size_t panel_size() const { return static_cast<std::size_t>(rows_) * kColumns; }
  int rows_, count_;
  std::vector<double> values_;
};

/// product[kRows][kColumns] = left[depth][kRows], transposed, times panel[depth][kColumns]; terms in order of depth.
SPIKELOOM_VECTOR_CLONES void multiply(int depth, const double* left, const double* panel, double* product) {
  double sums[kRows][kColumns] = {};
  for (int d = 0; d < depth; ++d)
    for (int r = 0; r < kRows; ++r)
      for (int c = 0; c < kColumns; ++c) sums[r][c] += left[d * kRows + r] * panel[d * kColumns + c];
  for (int r = 0; r < kRows; ++r)
    for (int c = 0; c < kColumns; ++c) product[r * kColumns + c] = sums[r][c];
}

/// One RepConv's parts, and what is the same for all of its outputs.
class RepConvFusion {
 public:
  RepConvFusion(const DenseKernel& first, const BatchNorm& inner, const DenseKernel& depthwise,
                const DenseKernel& second, DenseKernel& fused)
      : inner_(inner),
        depthwise_(depthwise),
        second_(second),
        fused_(fused),
        panels_(first.weights.data(), first.outputs, first.inputs) {}

  /// Outputs [o, o + kRows), as far as there are any.
  void run(int o) const {
    const int rows = std::min(kRows, fused_.outputs - o);
    std::vector<double> left(static_cast<std::size_t>(panels_.rows()) * kRows);
    double product[kRows * kColumns];
    for (int tap = 0; tap < fused_.taps(); ++tap) {
      for (int c = 0; c < panels_.rows(); ++c)
        for (int r = 0; r < rows; ++r)
          left[static_cast<std::size_t>(c) * kRows + r] =
              second_.row(o + r)[c] * depthwise_.row(c)[tap] * inner_.scale[c];
      for (int p = 0; p < panels_.count(); ++p) {
        multiply(panels_.rows(), left.data(), panels_.panel(p), product);
        for (int r = 0; r < rows; ++r) store(o + r, tap, p * kColumns, product + r * kColumns);
      }
    }
  }

  double bias(int o) const {
    double bias = 0.0;
    for (int c = 0; c < depthwise_.outputs; ++c) {
      const double* taps = depthwise_.row(c);
      bias += second_.row(o)[c] * inner_.shift[c] * std::accumulate(taps, taps + depthwise_.taps(), 0.0);
    }
    return bias;
  }

 private:
  void store(int o, int tap, int first_input, const double* values) const {
    const int end = std::min(first_input + kColumns, fused_.inputs);
    for (int i = first_input; i < end; ++i) fused_.row(o)[i * fused_.taps() + tap] = *values++;
  }

  const BatchNorm& inner_;
  const DenseKernel& depthwise_;
  const DenseKernel& second_;
  DenseKernel& fused_;
  const Panels panels_;
};

}  // namespace

DenseKernel fuse_rep_conv(const DenseKernel& first, const BatchNorm& inner, const DenseKernel& depthwise,
                          const DenseKernel& second) {
  DenseKernel fused{second.outputs, first.inputs, depthwise.height, depthwise.width, {}, second.bias};
  fused.weights.resize(fused.outputs * fused.row_size());
  fused.bias.resize(fused.outputs, 0.0);
  const RepConvFusion fusion(first, inner, depthwise, second, fused);
  const int blocks = (fused.outputs + kRows - 1) / kRows;
  parallel_for(host_threads(), blocks, [&fusion](int block) { fusion.run(block * kRows); });
  for (int o = 0; o < fused.outputs; ++o) fused.bias[o] += fusion.bias(o);
  return fused;
}

DenseKernel fuse_sep_conv(const DenseKernel& depthwise, const DenseKernel& pointwise) {
  DenseKernel fused{pointwise.outputs, pointwise.inputs, depthwise.height, depthwise.width, {}, pointwise.bias};
  fused.weights.reserve(fused.outputs * fused.row_size());
  for (int o = 0; o < fused.outputs; ++o)
    for (int i = 0; i < fused.inputs; ++i)
      for (int tap = 0; tap < fused.taps(); ++tap) fused.weights.push_back(pointwise.row(o)[i] * depthwise.row(i)[tap]);
  return fused;
}

}  // namespace spikeloom
