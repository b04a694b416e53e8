// SPDX-License-Identifier: Apache-2.0
#include "rtl/verilated/register_duts.hpp"

#include "rtl/verilated/core_blocks.hpp"
#include "rtl/verilated/spike_router_block.hpp"

namespace spikeloom {

void register_duts(BlockDuts& duts) {
  duts.add("spike_router", make_spike_router_block);
  duts.add("neuron_core", make_neuron_core_block);
  duts.add("tile", make_tile_block);
}

}  // namespace spikeloom
