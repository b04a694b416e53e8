// SPDX-License-Identifier: Apache-2.0
#pragma once
// One number for each position and time step of an input map, such as its spikes, and sums of them under a kernel.
// Private to models/: the reference counts synaptic additions with it.

#include <cstdint>
#include <vector>

#include "base/parallel.hpp"
#include "models/reference/reference_operators.hpp"

namespace spikeloom {

class PositionCounts {
 public:
  /// `count(t, y, x)` is called once for each position of the layer's input.
  template <class Count>
  PositionCounts(const Layer& layer, Execution execution, Count count)
      : layer_(layer), counts_(static_cast<std::size_t>(execution.time_steps) * layer.in.positions()) {
    const int height = layer.in.height;
    parallel_for(execution.threads, execution.time_steps * height, [&](int row) {
      for (int x = 0; x < layer.in.width; ++x)
        counts_[at(row / height, row % height, x)] = static_cast<std::uint32_t>(count(row / height, row % height, x));
    });
  }

  /// Of all input positions that an output position reads.
  std::uint64_t under_kernel(int t, int y, int x) const {
    std::uint64_t sum = 0;
    for_each_tap_run(layer_, y, x, [&](const TapRun& run) {
      for (int i = 0; i < run.count; ++i) sum += counts_[at(t, run.row, run.column + i)];
    });
    return sum;
  }

 private:
  std::size_t at(int t, int y, int x) const {
    return (static_cast<std::size_t>(t) * layer_.in.height + y) * layer_.in.width + x;
  }
  const Layer& layer_;
  std::vector<std::uint32_t> counts_;
};

/// Shifted additions that the values of a position cost for each weight that each of them meets.
std::uint32_t digits_at(const std::int32_t* values, int channels);

}  // namespace spikeloom
