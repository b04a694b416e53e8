// SPDX-License-Identifier: Apache-2.0
#pragma once
// Reports rows as they are finished. Used by sim/run/{simulation,pass_run}.

#include "sim/run/simulation.hpp"

namespace spikeloom {

/// Tells the caller how far the run is, by rows finished.
class ProgressObserver final : public Observer {
 public:
  explicit ProgressObserver(const SimulationInput& input) : progress_(input.progress) {
    for (const Slice& slice : input.mapping.slices) {
      const Layer& layer = input.network.layers[static_cast<std::size_t>(slice.layer)];
      const bool inner = input.mapping.time == LoopOrder::StepInRow;
      const bool folded = layer.accumulates_over_time || layer.constant_over_time;
      const bool once = slice.is_partial() ? inner && folded : layer.accumulates_over_time;
      const int steps = once ? 1 : input.network.time_steps;
      total_ += static_cast<std::uint64_t>(slice.rows.size() * steps) * input.images.size();
    }
  }
  void on_row(const RowEvent&) override {
    ++done_;
    if (progress_ && (done_ % 64 == 0 || done_ == total_)) progress_(done_, total_);
  }

 private:
  const std::function<void(std::uint64_t, std::uint64_t)>& progress_;
  std::uint64_t done_ = 0, total_ = 0;
};

}  // namespace spikeloom
