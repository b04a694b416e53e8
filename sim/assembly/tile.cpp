// SPDX-License-Identifier: Apache-2.0
#include "sim/assembly/tile.hpp"

#include "sim/assembly/weight_sink.hpp"

namespace spikeloom {
namespace {

std::vector<int> slices_of(const Mapping& mapping, int tile) {
  std::vector<int> slices;
  for (std::size_t i = 0; i < mapping.slices.size(); ++i)
    if (mapping.slices[i].core == tile) slices.push_back(static_cast<int>(i));
  return slices;
}

}  // namespace

Tile::Tile(const sc_core::sc_module_name& name, const ChipInput& input, ChipContext& chip, const RouterContext& router)
    : sc_core::sc_module(name), slices_(slices_of(chip.mapping, router.tile)) {
  const TileBlocks blocks = input.spec.blocks_of(router.tile);
  const CoreContext core{chip, input.spec.core, router.tile, input.spec.noc, slices_};
  const bool loads_weights = input.task == ChipTask::LoadWeights;
  const Catalogue::TileFactory& make_whole = input.blocks.tile(blocks.impl);
  if (make_whole && !loads_weights) {
    whole_ = make_whole("whole", router, core);
    return;
  }
  router_ = input.blocks.router(blocks.router)("router", router);
  if (loads_weights)
    core_ = std::make_unique<WeightSink>("core", core);
  else
    core_ = input.blocks.core(blocks.core)("core", core);
  connect(router_->links[at(Direction::Local)], core_->link);
}

}  // namespace spikeloom
