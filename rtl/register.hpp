// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rtl/verilated/block_dut.hpp"

namespace spikeloom {

class Catalogue;
struct CoreContext;

/// Adds the RTL twins, rtl and lockstep, of routers, cores and tiles; in a program that was built without RTL, the
/// reason why they are not there.
void register_rtl(Catalogue& catalogue);

/// What loads a core in RTL with what a core of this context has. Throws InputError when no core in RTL that is built
/// could take its place: no set of parameters is the chip's, or its tables are too small for the mapping.
BlockLoad core_load(const CoreContext& context);

}  // namespace spikeloom
