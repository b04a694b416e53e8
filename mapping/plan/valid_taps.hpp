// SPDX-License-Identifier: Apache-2.0
#pragma once
// The kernel taps through which an input position reaches output positions of a slice.

#include <algorithm>

#include "mapping/plan/mapping.hpp"

namespace spikeloom {

/// One dimension. Output `output` is reached through tap `tap`, the i-th one after it through tap - i * stride.
struct AxisTaps {
  int output = 0;
  int tap = 0;
  int count = 0;
};

/// Outputs o with o * stride - padding + tap == input, o within the range.
inline AxisTaps axis_taps(int input, int kernel, int stride, int padding, Range outputs) {
  const int top = input + padding;
  const int lowest = std::max(top - kernel + 1, 0);
  const int first = std::max(outputs.begin, stride == 1 ? lowest : (lowest + stride - 1) / stride);
  const int last = std::min(outputs.end - 1, stride == 1 ? top : top / stride);
  return {first, top - first * stride, std::max(0, last - first + 1)};
}

/// The taps of one input position: `y` and `x` in every combination.
struct WordTaps {
  AxisTaps y, x;
  int stride = 1;
  int kernel_width = 1;

  std::uint64_t count() const { return static_cast<std::uint64_t>(y.count) * static_cast<std::uint64_t>(x.count); }
};

/// Of input position (row, column) into a slice's rows and columns.
inline WordTaps word_taps(const Layer& layer, const Slice& slice, int row, int column) {
  const Kernel& k = layer.kernel;
  return {axis_taps(row, k.height, k.stride, k.padding, slice.rows),
          axis_taps(column, k.width, k.stride, k.padding, slice.columns), k.stride, k.width};
}

}  // namespace spikeloom
