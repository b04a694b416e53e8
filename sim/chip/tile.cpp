// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/tile.hpp"

#include "sim/chip/weight_sink.hpp"

namespace spikeloom {
namespace {

std::vector<int> slices_of(const Mapping& mapping, int tile) {
  std::vector<int> slices;
  for (std::size_t i = 0; i < mapping.slices.size(); ++i)
    if (mapping.slices[i].core == tile) slices.push_back(static_cast<int>(i));
  return slices;
}

}  // namespace

Tile::Tile(const sc_core::sc_module_name& name, const ChipInput& input, ChipContext& chip, Fabric& fabric, int tile)
    : sc_core::sc_module(name), slices_(slices_of(chip.mapping, tile)) {
  router_ = fabric.make_router("router", tile);
  const CoreContext context{chip, input.spec.core, tile, input.spec.noc, slices_};
  if (input.task == ChipTask::LoadWeights)
    core_ = std::make_unique<WeightSink>("core", context);
  else
    core_ = input.blocks.core(input.spec.core.impl)("core", context);
  connect(router_->links[at(Direction::Local)], core_->link);
}

}  // namespace spikeloom
