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

using Models = std::shared_ptr<ModelLibrary>;

/// The behavioural core beside which RTL runs in lock-step.
BlockName core_model() { return {"neuron_core", "the model of a core in lock-step"}; }

void register_cores(Catalogue& catalogue, const Models& models) {
  catalogue.add_core("rtl", [models](const sc_core::sc_module_name& name, const CoreContext& context) {
    return std::make_unique<RtlCore>(name, context, *models);
  });
  catalogue.add_core("lockstep", [&catalogue, models](const sc_core::sc_module_name& name, const CoreContext& context) {
    return std::make_unique<LockstepCore>(name, context, catalogue.core(core_model()), *models);
  });
}

void register_routers(Catalogue& catalogue, const Models& models) {
  catalogue.add_router("rtl", [models](const sc_core::sc_module_name& name, const RouterContext& context) {
    return std::make_unique<RtlRouter>(name, context, *models);
  });
  catalogue.add_router("lockstep", [models](const sc_core::sc_module_name& name, const RouterContext& context) {
    return std::make_unique<LockstepRouter>(name, context, *models);
  });
}

void register_tiles(Catalogue& catalogue, const Models& models) {
  catalogue.add_tile(
      "rtl", [models](const sc_core::sc_module_name& name, const RouterContext& router, const CoreContext& core) {
        return std::make_unique<RtlTile>(name, router, core, *models);
      });
  catalogue.add_tile("lockstep", [&catalogue, models](const sc_core::sc_module_name& name, const RouterContext& router,
                                                      const CoreContext& core) {
    return std::make_unique<LockstepTile>(name, router, core, catalogue.core(core_model()), *models);
  });
}

using Register = void (*)(Catalogue&, const Models&);

void register_block(Catalogue& catalogue, const Models& models, BlockKind kind, const std::string& module,
                    Register add) {
  const std::string reason = models->reason_against(module);
  if (reason.empty()) return add(catalogue, models);
  for (const char* name : {"rtl", "lockstep"}) catalogue.add_missing(kind, name, reason);
}

}  // namespace

void register_rtl(Catalogue& catalogue, const Models& models) {
  register_block(catalogue, models, BlockKind::Core, "neuron_core", register_cores);
  register_block(catalogue, models, BlockKind::Router, "spike_router", register_routers);
  register_block(catalogue, models, BlockKind::Tile, "tile", register_tiles);
}

BlockLoad core_load(const CoreContext& context) {
  ModelLibrary models(default_model_folder());
  const ModelLibrary::Model model = choose_core(models, context.noc, context.core);
  const PacketCodec codec(context.chip.mapping, context.chip.dispatch, context.chip.network, context.noc.vcs);
  const CoreConfig image(context, codec, model->parameters());
  BlockLoad load;
  for (const RtlParameterKey& key : kRtlKeys)
    if (key.is_table_size()) load.sizes.emplace_back(key.name, model->parameters().*key.value);
  for (const ConfigWrite& write : image.writes()) load.writes.emplace_back(write.address, write.data);
  return load;
}

}  // namespace spikeloom
