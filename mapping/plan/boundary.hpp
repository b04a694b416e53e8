// SPDX-License-Identifier: Apache-2.0
#pragma once
// What crosses the boundary of a pass: the maps that it reads from DRAM and those that it leaves there.

#include <vector>

#include "mapping/plan/mapping.hpp"

namespace spikeloom {

/// The maps of layers before `layers` that its layers read, cut into parts of channels, one for each DRAM port that has
/// a share. The pass that computes a map stores the parts that a later pass loads: both derive them from the layer
/// alone. Throws InputError when there is something to keep and no port.
std::vector<StoredPart> loaded_parts(const Network& network, const Target& target, Range layers);

/// The maps of `layers` that later layers read.
std::vector<StoredPart> stored_parts(const Network& network, const Target& target, Range layers);

/// Fills the stores of a mapping and puts its loads in front of its slices.
void add_boundary(const Network& network, Mapping& mapping);

/// The slice that stands for a part which the pass reads.
Slice load_slice(const Network& network, const Target& target, const StoredPart& part);

/// Bits of one row of a part, one time step: DRAM keeps maps dense, zeros included.
std::int64_t stored_row_bits(const Network& network, const StoredPart& part);

/// Time steps of what a layer emits.
inline int output_steps(const Layer& layer, int time_steps) { return layer.accumulates_over_time ? 1 : time_steps; }

}  // namespace spikeloom
