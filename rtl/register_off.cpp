// SPDX-License-Identifier: Apache-2.0
// In place of register.cpp where SPIKELOOM_RTL is OFF.
#include "rtl/register.hpp"
#include "sim/machine/catalogue.hpp"

namespace spikeloom {

void register_rtl(Catalogue& catalogue) {
  for (const BlockKind kind : {BlockKind::Core, BlockKind::Router, BlockKind::Tile})
    for (const char* name : {"rtl", "lockstep"})
      catalogue.add_missing(kind, name,
                            "built with SPIKELOOM_RTL=OFF; install Verilator and build with -DSPIKELOOM_RTL=ON");
}

std::vector<std::pair<std::uint32_t, std::uint64_t>> core_config_writes(const CoreContext&) { return {}; }

}  // namespace spikeloom
