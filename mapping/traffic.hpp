// SPDX-License-Identifier: Apache-2.0
#pragma once
// Expected flits of one image between cores (and the host): what the placement shortens.

#include <vector>

#include "mapping/mapping.hpp"

namespace spikeloom {

/// Flits between two bins of slices, both directions together. Whole numbers, so that no host rounds otherwise.
struct Flow {
  int a = 0;
  int b = 0;  ///< a < b; bin `tiles` is the host port
  std::int64_t flits = 0;
};

/// Flits that one destination of `slice` (the host's image table for nullptr) receives: words and row-end tokens.
std::int64_t expected_flits(const Network& network, const Mapping& mapping, const std::vector<double>& firing_rates,
                            const Slice* slice, const Destination& destination);

/// All flows between different bins; a bin is Slice::core.
std::vector<Flow> core_flows(const Network& network, const Mapping& mapping, const std::vector<double>& firing_rates);

/// Links that a flit crosses between two tiles; tile number `tiles` is the host at the west edge of the host tile.
int hops(const Mapping& mapping, int from, int to);

/// Sum of flits x hops of the mapping as it is placed.
std::int64_t traffic_hops(const Network& network, const Mapping& mapping, const std::vector<double>& firing_rates);

}  // namespace spikeloom
