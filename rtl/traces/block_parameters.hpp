// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which parameters each block has in RTL (names as in rtl/configurations.cmake), by a chip's specification.

#include <string>
#include <vector>

#include "chip/chip_spec.hpp"
#include "rtl/verilated/block_dut.hpp"

namespace spikeloom {

/// Blocks that traces are of.
const std::vector<std::string>& traced_blocks();

/// What decides how the block behaves. Options that none of our modules has are parameters, too: 0 stands for theirs.
NamedNumbers block_parameters(const std::string& block, const ChipSpec& chip);

}  // namespace spikeloom
