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

/// Most work of a slice: `cores` cores' shares of all work, times 2 / `halves`.
struct ShareLimit {
  int halves = 2;
  int cores = 1;
};

/// No slice longer than `limit`; all together fill at most `full_percent` of the SRAMs, if that can be.
Partition balanced_partition(const Network& network, const Target& target, const WorkModel& work,
                             const FitOptions& options, ShareLimit limit, int full_percent = kFullPercent);

/// Of each slice, for one image.
std::vector<std::int64_t> slice_cycles(const Mapping& mapping, const WorkModel& work);

/// Sets `busiest_core_cycles` and `latency_cycles` of a complete mapping.
void expect_cycles(const Network& network, const std::vector<std::int64_t>& cycles, Fit& fit);

}  // namespace spikeloom
