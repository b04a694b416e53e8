// SPDX-License-Identifier: Apache-2.0
#include "cores/row_progress.hpp"

#include <cassert>

namespace spikeloom {

RowProgress::RowProgress(Range rows, int time_steps, std::vector<int> producers)
    : rows_(rows),
      time_steps_(time_steps),
      producers_(std::move(producers)),
      next_(static_cast<std::size_t>(time_steps)) {
  for (int copy = 0; copy < 2; ++copy)
    for (const int count : producers_)
      for (int t = 0; t < time_steps_; ++t) missing_.push_back(count);
}

void RowProgress::token(std::uint32_t image, int row, int t) {
  Next& next = next_[static_cast<std::size_t>(t)];
  const int rows = rows_.size();
  const int slot = (row - rows_.begin) + ((image & 1U) != 0 ? rows : 0);
  assert(global(image, row) >= next.ended && global(image, row) < next.ended + 2 * static_cast<std::uint64_t>(rows));
  if (--missing(slot, t) > 0 || slot != next.slot) return;
  while (missing(next.slot, t) == 0) {
    missing(next.slot, t) = producers_[static_cast<std::size_t>(next.slot % rows)];
    next.slot = next.slot + 1 == 2 * rows ? 0 : next.slot + 1;
    ++next.ended;
  }
}

bool RowProgress::ended_through(std::uint64_t image, int row, int t) const {
  const int step = time_steps_ == 1 ? 0 : t;
  if (row < rows_.begin) return ended(step) >= image * static_cast<std::uint64_t>(rows_.size());
  return ended(step) > global(image, row);
}

}  // namespace spikeloom
