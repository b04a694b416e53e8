// SPDX-License-Identifier: Apache-2.0
#pragma once
// When two runs are the same.

#include "tests/system/random_chip.hpp"

namespace spikeloom {

/// Requires the same cycles, flits in the same cycles, results and counts.
void require_same(const RunResults& executed, const RunResults& replayed);

RunResults replay(SystemCase system_case, const Mapping& mapping);

}  // namespace spikeloom
