// SPDX-License-Identifier: Apache-2.0
#pragma once
// Layers cut in all four ways at will: what the rules of a mapping must stand, whatever the mapper does today.

#include "mapping/plan/mapping.hpp"
#include "tests/support/random.hpp"

namespace spikeloom {

/// Parts of one layer.
struct Cut {
  int channels = 1, bands = 1, columns = 1, inputs = 1;
};
using Cuts = std::vector<Cut>;  ///< one per layer

Cuts random_cuts(const Network& network, Random& random);

/// Slices of these cuts, partial ones before their root, without connections.
std::vector<Slice> cut_slices(const Network& network, const Target& target, const Cuts& cuts);

/// A mapping of these slices with the smallest windows and slack, one after the other on the tiles, complete.
Mapping cut_mapping(const Network& network, const Target& target, const Cuts& cuts, int slack_rows = 0);

/// Windows, credits and memory follow what was changed.
void settle(const Network& network, Mapping& mapping, int slack_rows = 0);

}  // namespace spikeloom
