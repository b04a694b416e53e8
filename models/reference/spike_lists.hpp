// SPDX-License-Identifier: Apache-2.0
#pragma once
// The spikes of a map as lists: for each row and time step the ascending numbers column * channels + channel. The
// spikes of neighbouring columns stand in a run, so that a kernel's row over them is one run too. Private to models/.

#include <cstdint>
#include <vector>

#include "models/maps.hpp"

namespace spikeloom {

class SpikeLists {
 public:
  SpikeLists(const SpikeMap& map, int threads);

  /// Of the spikes of columns before `x` in a row; x may be the width.
  const std::uint32_t* at(int t, int y, int x) const {
    const Row& row = rows_[static_cast<std::size_t>(t) * height_ + y];
    return row.numbers.data() + row.begins[static_cast<std::size_t>(x)];
  }

 private:
  struct Row {
    std::vector<std::uint32_t> numbers, begins;  // begins: of each column, and the end
  };
  static Row list(const SpikeMap& map, int t, int y);

  int height_;
  std::vector<Row> rows_;
};

}  // namespace spikeloom
