// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a person wants to know of a priced run, for a terminal: `spikeloom energy`.

#include <string>

#include "energy/energy.hpp"

namespace spikeloom {

/// Lines of at most `width` columns (at least 60), UTF-8, no escape sequences.
std::string energy_summary(const EnergyReport& energy, int width);

}  // namespace spikeloom
