// SPDX-License-Identifier: Apache-2.0
#pragma once
// A report in long form: one line for each figure, with count, price and where the price comes from.

#include <string>

#include "energy/energy.hpp"

namespace spikeloom {

/// Columns: scope (chip, layer, core, area, time, figure), name, component, action, count, unit, instances, price_pj,
/// low, nominal, high, of (unit of the last three), source. Lines end with \n; texts with commas are quoted.
std::string energy_csv(const EnergyReport& energy);

}  // namespace spikeloom
