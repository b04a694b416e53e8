// SPDX-License-Identifier: Apache-2.0
#pragma once
// Expected flits of one image between slices (and the host): what assignment and placement shorten.

#include <vector>

#include "mapping/cost/work.hpp"
#include "mapping/plan/mapping.hpp"

namespace spikeloom {

/// Flits from one slice to others: copies go to one, shared packets by a tree to all.
struct Flow {
  int from = kHostSlice;
  std::vector<int> to;  ///< slices, ascending, each once; kHostSlice and stores (mapping.hpp)
  std::int64_t flits = 0;
};

/// Words and row ends of all slices, loads and the host. Wherever the slices are put, the flows stay the same.
std::vector<Flow> slice_flows(const Mapping& mapping, const WorkModel& work);

/// Sum of flits x links of the mapping as it is placed.
std::int64_t traffic_hops(const Network& network, const Mapping& mapping, const Activity& activity);

}  // namespace spikeloom
