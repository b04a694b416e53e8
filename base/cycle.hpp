// SPDX-License-Identifier: Apache-2.0
#pragma once
// The unit of time inside the simulator.

#include <cstdint>

namespace spikeloom {

/// Cycles of the one clock of a chip.
using Cycle = std::uint64_t;

}  // namespace spikeloom
