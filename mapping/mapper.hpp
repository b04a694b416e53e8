// SPDX-License-Identifier: Apache-2.0
#pragma once
// Partition, windows, placement, destination tables: network + chip -> mapping. Pure and deterministic.

#include <cstdint>

#include "mapping/mapping.hpp"

namespace spikeloom {

struct MappingOptions {
  std::uint64_t seed = 1;            ///< of the placement's swaps
  int slack_rows = 1;                ///< rows of window beyond what progress needs, so that neighbours overlap
  int placement_swaps = 20000;       ///< swaps tried after the greedy placement; 0 keeps the greedy one
  std::vector<double> firing_rates;  ///< per layer, measured by the reference; empty: 0.15 everywhere
};

/// The mapping is checked. Throws InputError when the network does not fit: what is missing, where, and the smallest
/// change that would fit.
Mapping map_network(const Network& network, const Target& target, const MappingOptions& options);

}  // namespace spikeloom
