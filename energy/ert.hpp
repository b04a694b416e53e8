// SPDX-License-Identifier: Apache-2.0
#pragma once
// Interoperability with Accelergy 0.4 (energies in pJ, areas in um2): its energy and area reference tables and action
// counts written from a report, and an energy reference table read as an override. A component is the last part of a
// name, without its range: "chip.weight_sram[0..15]". "leak" is the leakage of one instance in one cycle.

#include <string>

#include "chip/chip_spec.hpp"

namespace spikeloom {

struct ChipPrices;
struct EnergyReport;

/// Replaces the prices that the table named by chip.energy.ert has: low, nominal and high become its figure. Throws
/// InputError with file, line and column for a component or an action that the chip does not have, and for what is
/// missing, duplicate or negative.
void override_prices(ChipPrices& prices, const ChipSpec& chip);

/// The text of ERT.yaml, ART.yaml and action_counts.yaml.
std::string ert_text(const EnergyReport& report);
std::string art_text(const EnergyReport& report);
std::string action_counts_text(const EnergyReport& report);

}  // namespace spikeloom
