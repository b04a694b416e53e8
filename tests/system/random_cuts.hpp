// SPDX-License-Identifier: Apache-2.0
#pragma once
// Mappings that no mapper would make: slices cut at random in columns and input channels, on random cores.

#include "tests/system/random_chip.hpp"

namespace spikeloom {

/// Cuts the slices of the case's mapping; windows are whole maps. The case's queues are widened for the longest packet.
Mapping cut_at_random(SystemCase& system_case, std::uint64_t seed);

}  // namespace spikeloom
