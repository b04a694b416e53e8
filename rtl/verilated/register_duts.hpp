// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rtl/verilated/block_dut.hpp"

namespace spikeloom {

/// Adds the verilated blocks that a trace can be replayed on; none in a program that was built without RTL.
void register_duts(BlockDuts& duts);

}  // namespace spikeloom
