// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a mapping costs, for people: `spikeloom map` and `spikeloom info` print it.

#include <vector>

#include "mapping/activity.hpp"
#include "mapping/mapping.hpp"

namespace spikeloom {

struct CoreUse {
  int slices = 0;
  std::int64_t weight_bytes = 0;
  std::int64_t accumulator_bytes = 0;  ///< row buffers included
  double work_cycles = 0;              ///< expected, of one image
};

struct MappingSummary {
  std::vector<CoreUse> cores;  ///< one per tile
  int slices = 0;
  int partial_slices = 0;         ///< of these: that send sums to a root
  int home_destinations = 0;      ///< residuals and partial sums that need no packets
  std::int64_t traffic_hops = 0;  ///< expected flits x hops of one image

  double busiest_core_cycles() const;
  double mean_core_cycles() const;
};

/// `activity` as in MappingOptions.
MappingSummary summarize(const Network& network, const Mapping& mapping, const Activity& activity);

}  // namespace spikeloom
