// SPDX-License-Identifier: Apache-2.0
#pragma once
// Expected flits of one image between cores (and the host): what the placement shortens.

#include <vector>

#include "mapping/mapping.hpp"

namespace spikeloom {

/// Flits from one bin of slices to others: copies go to one, shared packets by a tree to all. Whole numbers, so that no
/// host rounds otherwise.
struct Flow {
  int from = 0;         ///< bin `tiles` is the host port
  std::vector<int> to;  ///< ascending, without `from`
  std::int64_t flits = 0;
};

/// Flits that a slice, or the host, hands to its router for one image: words and row-end tokens.
std::int64_t expected_flits(const Network& network, const Mapping& mapping, const std::vector<double>& firing_rates,
                            int sender);

/// All flows between different bins; a bin is Slice::core.
std::vector<Flow> core_flows(const Network& network, const Mapping& mapping, const std::vector<double>& firing_rates);

/// Links that a flit crosses between two tiles; tile number `tiles` is the host at the edge of the host tile.
int hops(const Mapping& mapping, int from, int to);

/// Links that a flit crosses from one tile to others, each link of its tree once.
int tree_links(const Mapping& mapping, int from, const std::vector<int>& to);

/// Sum of flits x links of the mapping as it is placed.
std::int64_t traffic_hops(const Network& network, const Mapping& mapping, const std::vector<double>& firing_rates);

}  // namespace spikeloom
