// SPDX-License-Identifier: Apache-2.0
#pragma once
// Random chips (tests/system) for the cores of a set of RTL parameters, in lock-step.

#include "tests/rtl/core_coverage.hpp"
#include "tests/system/random_chip.hpp"

namespace spikeloom {

/// A case for these parameters: 2x2 to 3x3 tiles, trees or unicast, up to 3 images in flight.
SystemCase core_case(const std::string& set, std::uint64_t seed);
/// Its mapping; every other seed's is cut at random (tests/system/random_cuts.hpp), on 20 tiles.
Mapping core_mapping(SystemCase& system_case, std::uint64_t seed);

/// Every core of the chip in lock-step; the first difference throws, and leaves its waveform in that folder. A mapping
/// that is too large for the tables of the RTL is counted as refused.
void run_cores_in_lockstep(const SystemCase& system_case, const Mapping& mapping, CoreCoverage& coverage,
                           const std::string& waveform_folder = ".");

}  // namespace spikeloom
