// SPDX-License-Identifier: Apache-2.0
#pragma once
// The residual stream at home: slices that write the same channels, rows and columns of a stream one after the other
// share a core, so that the stream need not travel.

#include "mapping/search/assignment.hpp"
#include "mapping/search/split_search.hpp"

namespace spikeloom {

/// Cuts each writer of a stream like the writer before it, as far as its slices then fit an empty core.
void align_streams(const Network& network, const SplitSearch& search, const SliceLimits& limits, Partition& partition);

/// Who must share a core: with Residual::Home the consecutive writers, as many as have room in one core and are no more
/// than two cores' share of all work; else nobody.
SliceGroups slice_groups(const Network& network, const Mapping& mapping, const std::vector<std::int64_t>& cycles,
                         Residual residual);

}  // namespace spikeloom
