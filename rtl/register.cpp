// SPDX-License-Identifier: Apache-2.0
#include "rtl/register.hpp"

#include "rtl/blocks/lockstep_router.hpp"
#include "rtl/blocks/rtl_router.hpp"
#include "sim/machine/catalogue.hpp"

namespace spikeloom {

void register_rtl(Catalogue& catalogue) {
  catalogue.add_router("rtl", [](const sc_core::sc_module_name& name, const RouterContext& context) {
    return std::make_unique<RtlRouter>(name, context);
  });
  catalogue.add_router("lockstep", [](const sc_core::sc_module_name& name, const RouterContext& context) {
    return std::make_unique<LockstepRouter>(name, context);
  });
}

}  // namespace spikeloom
