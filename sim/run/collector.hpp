// SPDX-License-Identifier: Apache-2.0
#pragma once
// Gathers what the blocks of a finished chip counted: by image, by layer and by tile.

#include "sim/assembly/chip.hpp"
#include "sim/run/results.hpp"

namespace spikeloom {

RunResults collect_results(const Chip& chip, const Network& network, const Mapping& mapping);

}  // namespace spikeloom
