// SPDX-License-Identifier: Apache-2.0
#include "rtl/register.hpp"

#include <string>

#include "rtl/cosim/lockstep_core.hpp"
#include "rtl/cosim/lockstep_router.hpp"
#include "rtl/cosim/lockstep_tile.hpp"
#include "rtl/cosim/rtl_core.hpp"
#include "rtl/cosim/rtl_router.hpp"
#include "rtl/cosim/rtl_tile.hpp"
#include "rtl/load/rtl_parameters.hpp"
#include "sim/machine/catalogue.hpp"

namespace spikeloom {

namespace {

/// The behavioural core beside which RTL runs in lock-step.
BlockName core_model() { return {"neuron_core", "the model of a core in lock-step"}; }

void register_cores(Catalogue& catalogue) {
  catalogue.add_core("rtl", [](const sc_core::sc_module_name& name, const CoreContext& context) {
    return std::make_unique<RtlCore>(name, context);
  });
  catalogue.add_core("lockstep", [&catalogue](const sc_core::sc_module_name& name, const CoreContext& context) {
    return std::make_unique<LockstepCore>(name, context, catalogue.core(core_model()));
  });
}

void register_routers(Catalogue& catalogue) {
  catalogue.add_router("rtl", [](const sc_core::sc_module_name& name, const RouterContext& context) {
    return std::make_unique<RtlRouter>(name, context);
  });
  catalogue.add_router("lockstep", [](const sc_core::sc_module_name& name, const RouterContext& context) {
    return std::make_unique<LockstepRouter>(name, context);
  });
}

void register_tiles(Catalogue& catalogue) {
  catalogue.add_tile("rtl", [](const sc_core::sc_module_name& name, const RouterContext& router,
                               const CoreContext& core) { return std::make_unique<RtlTile>(name, router, core); });
  catalogue.add_tile("lockstep", [&catalogue](const sc_core::sc_module_name& name, const RouterContext& router,
                                              const CoreContext& core) {
    return std::make_unique<LockstepTile>(name, router, core, catalogue.core(core_model()));
  });
}

}  // namespace

void register_rtl(Catalogue& catalogue) {
  register_cores(catalogue);
  register_routers(catalogue);
  register_tiles(catalogue);
}

BlockLoad core_load(const CoreContext& context) {
  const RtlParameters& set = rtl_parameters(context.noc, &context.core);
  const PacketCodec codec(context.chip.mapping, context.chip.dispatch, context.chip.network, context.noc.vcs);
  const CoreConfig image(context, codec, set);
  BlockLoad load;
  for (const RtlParameterKey& key : kRtlKeys)
    if (std::string(key.key) == "-") load.sizes.emplace_back(key.name, set.*key.value);
  for (const ConfigWrite& write : image.writes()) load.writes.emplace_back(write.address, write.data);
  return load;
}

}  // namespace spikeloom
