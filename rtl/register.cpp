// SPDX-License-Identifier: Apache-2.0
#include "rtl/register.hpp"

#include "rtl/blocks/lockstep_core.hpp"
#include "rtl/blocks/lockstep_router.hpp"
#include "rtl/blocks/rtl_core.hpp"
#include "rtl/blocks/rtl_router.hpp"
#include "sim/machine/catalogue.hpp"

namespace spikeloom {

void register_rtl(Catalogue& catalogue) {
  catalogue.add_core("rtl", [](const sc_core::sc_module_name& name, const CoreContext& context) {
    return std::make_unique<RtlCore>(name, context);
  });
  catalogue.add_core("lockstep", [&catalogue](const sc_core::sc_module_name& name, const CoreContext& context) {
    const BlockName model{"neuron_core", "the model of a core in lock-step"};
    return std::make_unique<LockstepCore>(name, context, catalogue.core(model));
  });
  catalogue.add_router("rtl", [](const sc_core::sc_module_name& name, const RouterContext& context) {
    return std::make_unique<RtlRouter>(name, context);
  });
  catalogue.add_router("lockstep", [](const sc_core::sc_module_name& name, const RouterContext& context) {
    return std::make_unique<LockstepRouter>(name, context);
  });
}

}  // namespace spikeloom
