// SPDX-License-Identifier: Apache-2.0
#pragma once
// Random chips with RTL in every tile; with the blocks of the program, not of a bench.

#include <string>

#include "tests/system/random_chip.hpp"

namespace spikeloom {

/// Every core in RTL.
RunResults run_rtl_cores(const SystemCase& system_case, const Mapping& mapping);
/// Every tile in one piece: `impl` rtl or lockstep.
RunResults run_rtl_tiles(const SystemCase& system_case, const Mapping& mapping, const std::string& impl);

}  // namespace spikeloom
