// SPDX-License-Identifier: Apache-2.0
#pragma once
// The parts of results.json that follow from prices. Schema: report/README.md.

#include <nlohmann/json.hpp>

#include "energy/energy.hpp"

namespace spikeloom {

/// {low, nominal, high}
nlohmann::ordered_json band_json(const Band& band);

/// Plain numbers that a sweep compares chips by: area, energy, latency, power, ...
nlohmann::ordered_json figures_json(const EnergyReport& energy);

/// "energy_pj": totals, components, bill, convention, sources.
nlohmann::ordered_json energy_json(const EnergyReport& energy);

/// "area": by component, tile, SRAM access times against the clock.
nlohmann::ordered_json area_json(const EnergyReport& energy);

/// "dense_ann": the same network dense, by layer.
nlohmann::ordered_json yardstick_json(const EnergyReport& energy);

/// What `spikeloom energy --json` writes: all of the above, and energy by layer and core.
nlohmann::ordered_json repriced_json(const EnergyReport& energy);

}  // namespace spikeloom
