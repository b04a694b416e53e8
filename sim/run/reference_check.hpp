// SPDX-License-Identifier: Apache-2.0
#pragma once
// Compares every spike word and every value that a core finishes with the integer reference, as it appears.
// The first difference throws RunError: layer, row, column, t, channel, core, cycle, expected and got.
// What a partial slice sends is no activity of its layer; its root, which is compared, has taken it in.

#include <string>

#include "mapping/plan/mapping.hpp"
#include "sim/machine/observer.hpp"
#include "sim/machine/recorded_activity.hpp"
#include "sim/run/results.hpp"

namespace spikeloom {

class ReferenceCheck final : public Observer {
 public:
  ReferenceCheck(const Network& network, const Mapping& mapping, const RecordedActivity& expected)
      : network_(network), mapping_(mapping), expected_(expected) {
    result_.compared = true;
  }

  void on_row(const RowEvent& event) override;

  const ReferenceResult& result() const { return result_; }

 private:
  void compare_spikes(const RowEvent& event, const LayerActivity& expected);
  void compare_values(const RowEvent& event, const LayerActivity& expected);
  [[noreturn]] void mismatch(const RowEvent& event, int column, int channel, const std::string& what);

  const Network& network_;
  const Mapping& mapping_;
  const RecordedActivity& expected_;
  ReferenceResult result_;
};

}  // namespace spikeloom
