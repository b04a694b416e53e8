// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/tile.hpp"

#include "sim/chip/host_port.hpp"

namespace spikeloom {
namespace {

std::vector<int> slices_of(const Mapping& mapping, int tile) {
  std::vector<int> slices;
  for (std::size_t i = 0; i < mapping.slices.size(); ++i)
    if (mapping.slices[i].core == tile) slices.push_back(static_cast<int>(i));
  return slices;
}

}  // namespace

Tile::Tile(const sc_core::sc_module_name& name, const ChipSpec& spec, ChipContext& chip, const Catalogue& blocks,
           int tile)
    : sc_core::sc_module(name), slices_(slices_of(chip.mapping, tile)) {
  const RouterContext router{chip.scheduler,
                             spec.noc,
                             spec.mesh.columns,
                             spec.mesh.rows,
                             tile % spec.mesh.columns,
                             tile / spec.mesh.columns,
                             spec.core.input_queue_flits,
                             kHostQueueFlits};
  router_ = blocks.router(spec.noc.impl)("router", router);
  core_ = blocks.core(spec.core.impl)("core", CoreContext{chip, spec.core, tile, spec.noc.buffer_flits, slices_});
  connect(router_->links[static_cast<std::size_t>(Direction::Local)], core_->link);
}

}  // namespace spikeloom
