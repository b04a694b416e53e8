// SPDX-License-Identifier: Apache-2.0
#pragma once
// The components of a chip as price lists see them: how large one instance is, and how many there are.
// Used by energy/prices and report/.

#include <string>

#include "chip/chip_spec.hpp"
#include "energy/price_table.hpp"

namespace spikeloom {

/// The sizes of one instance, by which its prices may be scaled or looked up. "flits" are places of all virtual
/// channels of a port.
Sizes component_sizes(const std::string& component, const ChipSpec& chip);

/// All there are on the chip, used or not.
int component_instances(const std::string& component, const ChipSpec& chip);

/// Banks of an SRAM that feeds `lanes` lanes of `bits` bits each with words of `word_bits`.
int sram_banks(int lanes, int bits, int word_bits);

}  // namespace spikeloom
