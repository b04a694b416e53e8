// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "rtl/verilated/block_dut.hpp"
#include "rtl/verilated/model_library.hpp"

namespace spikeloom {

/// The core and the tile for a replay.
std::unique_ptr<BlockDut> make_neuron_core_block(ModelLibrary::Model model, bool traced);
std::unique_ptr<BlockDut> make_tile_block(ModelLibrary::Model model, bool traced);

}  // namespace spikeloom
