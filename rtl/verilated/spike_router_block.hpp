// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "rtl/verilated/block_dut.hpp"
#include "rtl/verilated/model_library.hpp"

namespace spikeloom {

/// The router for a replay.
std::unique_ptr<BlockDut> make_spike_router_block(ModelLibrary::Model model, bool traced);

}  // namespace spikeloom
