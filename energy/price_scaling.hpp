// SPDX-License-Identifier: Apache-2.0
#pragma once
// What supply and temperature of a chip make of a figure that holds for others. Used by energy/prices.
//
//   energy   x (V / V0)^2
//   leakage  x (V / V0) x r^((T - T0) / 50 K), r what 50 K more do (CACTI, 300 to 350 K)
//   time     x (V / (V - Vth)^1.3) / (V0 / (V0 - Vth)^1.3), the alpha-power law with the exponent of short channels
//
// V = 0 leaves every figure at its own supply. What a figure does not say (Conditions) is not scaled.

#include "chip/pricing_spec.hpp"
#include "energy/price_table.hpp"

namespace spikeloom {

enum class Quantity { Energy, Leakage, Area, Time };

/// Throws InputError for a supply that is not above the threshold of the transistors.
double scaling_factor(Quantity quantity, const Conditions& figure, const PricingSpec& chip);

/// Whether the chip's supply is known and the figure's is not.
bool lacks_supply(Quantity quantity, const Conditions& figure, const PricingSpec& chip);

}  // namespace spikeloom
