// SPDX-License-Identifier: Apache-2.0
#pragma once
// The best of several partitions: with the fewest cycles, each slice near its partners. The mapper without placement.

#include "mapping/plan/mapping_settings.hpp"
#include "mapping/search/mapping_progress.hpp"
#include "mapping/search/partition_search.hpp"

namespace spikeloom {

/// Limits of a slice's work to try, from the coarsest. A core's share comes first, and ever smaller parts of it; a
/// share that cuts the network into more slices than pay (fixed cycles of a slice exceed its work), and any share of a
/// chip of more than kUsualTiles, come after larger ones.
std::vector<ShareLimit> share_limits(const Network& network, const Target& target, const WorkModel& work,
                                     const FitOptions& options);

/// The coarse partition when no other fits. Work grows as slices x cores, and slices no faster than cores: limits
/// below the first that costs half as much again as the best are not tried.
Fit best_fit(const Network& network, const Target& target, const WorkModel& work, const FitOptions& options,
             const MappingProgress& progress = {});

}  // namespace spikeloom
