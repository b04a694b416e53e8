// SPDX-License-Identifier: Apache-2.0
#pragma once
// The counts in the results.json of an old run, and its chip with other choices of how it is priced. Used by
// `spikeloom energy`: pricing again needs no simulation.

#include <string>
#include <vector>

#include "chip/chip_spec.hpp"
#include "energy/energy_input.hpp"

namespace spikeloom {

struct CountedRun {
  EnergyInput input;
  ChipSpec chip;
};

/// `changes` are assignments to what does not change the simulation: chip.prices, chip.energy.*, chip.tile_pitch_mm,
/// and the clock of a chip without DRAM. Throws InputError for other ones, and for a file that is no results.json of
/// this version.
CountedRun read_counted_run(const std::string& path, const std::vector<std::string>& changes);

}  // namespace spikeloom
