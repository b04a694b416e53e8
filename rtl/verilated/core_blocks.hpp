// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "rtl/verilated/block_dut.hpp"

namespace spikeloom {

/// The core and the tile for a replay. Throw InputError when no set of parameters is as asked.
std::unique_ptr<BlockDut> make_neuron_core_block(const NamedNumbers& parameters, bool traced);
std::unique_ptr<BlockDut> make_tile_block(const NamedNumbers& parameters, bool traced);

}  // namespace spikeloom
