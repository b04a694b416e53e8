// SPDX-License-Identifier: Apache-2.0
#pragma once
// The kernel taps through which an input position reaches output positions of a slice.

#include <array>

#include "mapping/mapping.hpp"

namespace spikeloom {

/// One dimension: tap index and output coordinate, for kernels of up to kMaxKernel rows or columns.
struct AxisTaps {
  static constexpr int kMaxKernel = 16;
  struct Tap {
    int tap;
    int output;
  };
  std::array<Tap, kMaxKernel> taps;
  int count = 0;
};

/// Outputs o with o * stride - padding + tap == input, o within the range.
inline AxisTaps axis_taps(int input, int kernel, int stride, int padding, Range outputs) {
  AxisTaps result;
  for (int tap = 0; tap < kernel; ++tap) {
    const int scaled = input + padding - tap;
    if (scaled < 0 || scaled % stride != 0) continue;
    const int output = scaled / stride;
    if (outputs.contains(output)) result.taps[static_cast<std::size_t>(result.count++)] = {tap, output};
  }
  return result;
}

/// Calls f(tap, output row, output column) for each tap of the kernel that is valid for input position (row, column).
template <class F>
void for_each_tap(const Layer& layer, Range rows, int row, int column, F&& f) {
  const AxisTaps y = axis_taps(row, layer.kernel.height, layer.kernel.stride, layer.kernel.padding, rows);
  const AxisTaps x =
      axis_taps(column, layer.kernel.width, layer.kernel.stride, layer.kernel.padding, {0, layer.out.width});
  for (int i = 0; i < y.count; ++i)
    for (int j = 0; j < x.count; ++j) {
      const auto& ty = y.taps[static_cast<std::size_t>(i)];
      const auto& tx = x.taps[static_cast<std::size_t>(j)];
      f(ty.tap * layer.kernel.width + tx.tap, ty.output, tx.output);
    }
}

}  // namespace spikeloom
