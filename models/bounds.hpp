// SPDX-License-Identifier: Apache-2.0
#pragma once
// Proven extremes of every accumulator, value and membrane of a network (Layer::bounds), from weights and shapes alone.
// They hold for every partial sum too, in whatever order inputs arrive: each input is allowed to be absent.

#include "models/network.hpp"

namespace spikeloom {

/// Fills Layer::bounds of all layers, in order. Throws InputError naming the layer when 32 bits do not suffice.
void compute_bounds(Network& network);

/// The same without the limit of 32 bits: what the importer chooses its formats by.
void propagate_bounds(Network& network);

}  // namespace spikeloom
