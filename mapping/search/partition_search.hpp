// SPDX-License-Identifier: Apache-2.0
#pragma once
// Partition, windows and cores until everything has room: the mapper without placement.

#include <optional>

#include "mapping/cost/work.hpp"
#include "mapping/search/assignment.hpp"
#include "mapping/search/partition.hpp"
#include "mapping/search/split_search.hpp"

namespace spikeloom {

struct FitOptions {
  int slack_rows = 1;  ///< rows of window beyond what progress needs
  LoopOrder time = LoopOrder::StepInRow;
  Residual residual = Residual::Noc;
  Range layers{};  ///< of one pass (mapping/search/passes.hpp); empty: the whole network
};

struct Fit {
  Mapping mapping;                   ///< connected, with windows and memory; complete when nothing is short
  std::optional<Shortage> shortage;  ///< what was missing when no finer cut helped
  std::int64_t busiest_core_cycles = 0;
  std::int64_t latency_cycles = 0;  ///< of one image alone: CoreLedger::latency

  bool fits() const { return !shortage; }
  /// What is compared: of an image that goes through alone, and of one more in a steady stream.
  std::int64_t cycles() const { return latency_cycles + busiest_core_cycles; }
};

/// Starts from `partition` and cuts the layer that found no room finer until all fits or nothing can be cut.
Fit fit_partition(const Network& network, const Target& target, const WorkModel& work, const FitOptions& options,
                  Partition partition);

/// One slice per layer of `options.layers`, except where it would exceed an SRAM.
Partition coarse_partition(const Network& network, const Target& target, const WorkModel& work,
                           const FitOptions& options);

constexpr int kFullPercent = 90;  ///< a chip whose SRAMs are fuller can hardly be packed

/// No slice longer than a core's share of all work times 2 / `half_shares`; all together fill at most `full_percent` of
/// the SRAMs, if that can be.
Partition balanced_partition(const Network& network, const Target& target, const WorkModel& work,
                             const FitOptions& options, int half_shares, int full_percent = kFullPercent);

/// The best of several partitions: the one with the fewest cycles, or the coarse one if no other fits.
Fit best_fit(const Network& network, const Target& target, const WorkModel& work, const FitOptions& options);

}  // namespace spikeloom
