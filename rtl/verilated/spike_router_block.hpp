// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "rtl/verilated/block_dut.hpp"

namespace spikeloom {

/// The router for a replay. Throws InputError when no set of parameters is as asked.
std::unique_ptr<BlockDut> make_spike_router_block(const NamedNumbers& parameters, bool traced);

}  // namespace spikeloom
