// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "rtl/verilated/block_dut.hpp"

namespace spikeloom {

class ModelLibrary;

/// Adds the verilated blocks that a trace can be replayed on; their models are looked for when one is made.
void register_duts(BlockDuts& duts, const std::shared_ptr<ModelLibrary>& models);

}  // namespace spikeloom
