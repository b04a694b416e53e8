// SPDX-License-Identifier: Apache-2.0
#pragma once
// When each image entered the chip and left it, and what its logits are. Ports at the edge write it, all of one chip
// the same one.

#include <vector>

#include "sim/machine/core.hpp"

namespace spikeloom {

class ImageLog {
 public:
  struct Entry {
    Cycle begin_cycle = 0, end_cycle = 0;
    std::vector<std::int32_t> logits;
  };

  ImageLog(ChipContext& chip, std::size_t images) : chip_(chip), entries_(images) {
    for (Entry& entry : entries_) entry.logits.assign(static_cast<std::size_t>(chip.network.classes()), 0);
  }

  /// Its first flit leaves its port; further calls do nothing.
  void begin(std::size_t image, Cycle now) {
    if (entries_[image].begin_cycle != 0) return;
    entries_[image].begin_cycle = now;
    for (Observer* observer : chip_.observers) observer->on_image_begin(static_cast<int>(image), now);
  }
  std::vector<std::int32_t>& logits(std::size_t image) { return entries_[image].logits; }
  /// Its last logit has arrived.
  void finish(std::size_t image, Cycle now) {
    entries_[image].end_cycle = now;
    ++finished_;
    for (Observer* observer : chip_.observers) observer->on_image_end(static_cast<int>(image), now);
  }

  const std::vector<Entry>& entries() const { return entries_; }
  std::size_t size() const { return entries_.size(); }
  std::size_t finished() const { return finished_; }

 private:
  ChipContext& chip_;
  std::vector<Entry> entries_;
  std::size_t finished_ = 0;
};

}  // namespace spikeloom
