// SPDX-License-Identifier: Apache-2.0
// In place of register_duts.cpp where SPIKELOOM_RTL is OFF.
#include "rtl/verilated/register_duts.hpp"

namespace spikeloom {

void register_duts(BlockDuts&) {}

}  // namespace spikeloom
