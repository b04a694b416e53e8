// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which rows of one input have ended. Each producer of a row sends one token for each of its time steps; a row has
// ended at step t when the tokens of all its producers are there. Rows are numbered over images (row_geometry.hpp).
//
// Rows end in order, except that bands of the producing layer may run ahead; the window keeps the rows that are not
// ended within two images, which is why the header needs one bit for the image.

#include <cstdint>
#include <vector>

#include "mapping/plan/mapping.hpp"

namespace spikeloom {

class RowProgress {
 public:
  /// `producers[i]`: producers of input row rows.begin + i.
  RowProgress(Range rows, int time_steps, std::vector<int> producers);

  /// One producer ended (image, row) at step t.
  void token(std::uint32_t image, int row, int t);

  /// True when all rows up to and including (image, row) have ended at step t; rows before the range have always.
  bool ended_through(std::uint64_t image, int row, int t) const;

  /// Number of leading rows that have ended at step t, over all images.
  std::uint64_t ended(int t) const { return next_[static_cast<std::size_t>(t)].ended; }
  int time_steps() const { return time_steps_; }
  Range rows() const { return rows_; }

 private:
  std::uint64_t global(std::uint64_t image, int row) const {
    return image * static_cast<std::uint64_t>(rows_.size()) + static_cast<std::uint64_t>(row - rows_.begin);
  }
  /// `slot`: row modulo two images.
  int& missing(int slot, int t) { return missing_[static_cast<std::size_t>(slot * time_steps_ + t)]; }

  Range rows_;
  int time_steps_;
  std::vector<int> producers_;
  std::vector<int> missing_;  ///< [slot][t]: tokens that have not come
  struct Next {
    std::uint64_t ended = 0;
    int slot = 0;  ///< of the first row that has not
  };
  std::vector<Next> next_;  ///< [t]
};

}  // namespace spikeloom
