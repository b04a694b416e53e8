// SPDX-License-Identifier: Apache-2.0
#include "cores/row_progress.hpp"

#include <cassert>

namespace spikeloom {

RowProgress::RowProgress(Range rows, int time_steps, std::vector<int> producers)
    : rows_(rows),
      time_steps_(time_steps),
      producers_(std::move(producers)),
      ended_(static_cast<std::size_t>(time_steps), 0) {
  for (int copy = 0; copy < 2; ++copy)
    for (const int count : producers_)
      for (int t = 0; t < time_steps_; ++t) missing_.push_back(count);
}

void RowProgress::token(std::uint32_t image, int row, int t) {
  const std::uint64_t row_number = global(image, row);
  assert(row_number >= ended(t) && row_number < ended(t) + 2 * static_cast<std::uint64_t>(rows_.size()));
  --missing(row_number, t);
  std::uint64_t& next = ended_[static_cast<std::size_t>(t)];
  while (missing(next, t) == 0) {
    missing(next, t) = producers_[next % static_cast<std::uint64_t>(rows_.size())];
    ++next;
  }
}

bool RowProgress::ended_through(std::uint64_t image, int row, int t) const {
  const int step = time_steps_ == 1 ? 0 : t;
  if (row < rows_.begin) return ended(step) >= image * static_cast<std::uint64_t>(rows_.size());
  return ended(step) > global(image, row);
}

}  // namespace spikeloom
