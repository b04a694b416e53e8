// SPDX-License-Identifier: Apache-2.0
// In place of register.cpp where SPIKELOOM_RTL is OFF.
#include "rtl/register.hpp"

#include "base/error.hpp"
#include "sim/machine/catalogue.hpp"

namespace spikeloom {
namespace {

constexpr const char* kReason = "built with SPIKELOOM_RTL=OFF; install Verilator and build with -DSPIKELOOM_RTL=ON";

}  // namespace

void register_rtl(Catalogue& catalogue) {
  for (const BlockKind kind : {BlockKind::Core, BlockKind::Router, BlockKind::Tile})
    for (const char* name : {"rtl", "lockstep"}) catalogue.add_missing(kind, name, kReason);
}

BlockLoad core_load(const CoreContext&) { throw InputError(kReason); }

}  // namespace spikeloom
