// SPDX-License-Identifier: Apache-2.0
#pragma once
// Partition, windows and cores until everything has room: the mapper without placement.

#include <optional>

#include "mapping/assignment.hpp"
#include "mapping/partition.hpp"
#include "mapping/work.hpp"

namespace spikeloom {

struct Fit {
  Mapping mapping;                   ///< connected, with windows and memory; complete when nothing is short
  std::optional<Shortage> shortage;  ///< what was missing when no finer cut helped
  double busiest_core_cycles = 0;

  bool fits() const { return !shortage; }
};

/// Starts from `partition` and cuts the layer that found no room finer until all fits or nothing can be cut.
Fit fit_partition(const Network& network, const Target& target, const WorkModel& work, int slack_rows,
                  Partition partition);

/// The best of several partitions: the one whose busiest core has least to do, or the coarse one if no other fits.
Fit best_fit(const Network& network, const Target& target, const WorkModel& work, int slack_rows);

}  // namespace spikeloom
