// SPDX-License-Identifier: Apache-2.0
#include "rtl/duts/register_duts.hpp"

#include "rtl/duts/spike_router_block.hpp"

namespace spikeloom {

void register_duts(BlockDuts& duts) { duts.add("spike_router", make_spike_router_block); }

}  // namespace spikeloom
