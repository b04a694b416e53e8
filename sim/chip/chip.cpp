// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/chip.hpp"

#include <cassert>

#include "sim/machine/mesh_links.hpp"

namespace spikeloom {

Chip::Chip(const sc_core::sc_module_name& name, const ChipSpec& spec, const Network& network, const Mapping& mapping,
           const Catalogue& blocks, const std::vector<Image>& images, int images_in_flight,
           const RecordedActivity* recorded)
    : sc_core::sc_module(name),
      spec_(spec),
      scheduler_("scheduler", spec.clock_mhz),
      dispatch_(mapping),
      context_{scheduler_, packets_, hash_, network, mapping, dispatch_, {}, recorded},
      fabric_(blocks.fabric(spec.noc.kernel)(
          "fabric", FabricContext{scheduler_, spec.noc, spec.mesh.columns, spec.mesh.rows, spec.core.input_queue_flits,
                                  kHostQueueFlits, spec.clock_mhz})),
      host_("host_port", context_, spec.noc, images, images_in_flight) {
  add_groups();
  for (int tile = 0; tile < spec.mesh.columns * spec.mesh.rows; ++tile) {
    const std::string tile_name =
        "tile_" + std::to_string(tile % spec.mesh.columns) + "_" + std::to_string(tile / spec.mesh.columns);
    tiles_.push_back(std::make_unique<Tile>(tile_name.c_str(), spec, context_, blocks, *fabric_, tile));
  }
  connect_tiles();
}

// The fabric numbers groups in the order in which they come, as Dispatch does.
void Chip::add_groups() {
  int expected = kFirstGroup;
  for (const MulticastGroup& group : dispatch_.groups()) {
    [[maybe_unused]] const int number = fabric_->add_group(group.source_tile, group.tiles);
    assert(number == expected);
    ++expected;
  }
}

void Chip::connect_tiles() {
  const auto side = [&](int tile, Direction d) -> LinkEnd& {
    return tiles_[static_cast<std::size_t>(tile)]->router().links[at(d)];
  };
  connect_mesh(Grid{spec_.mesh.columns, spec_.mesh.rows, spec_.noc.topology}, side);
  connect(side(context_.mapping.host_tile, Direction::Host), host_.link);
}

std::vector<std::string> Chip::waiting() const {
  std::vector<std::string> lines{host_.waiting()};
  for (const auto& tile : tiles_) {
    const std::string router = tile->router().waiting();
    if (!router.empty()) lines.push_back(std::string(tile->name()) + ".router: " + router);
    for (std::string& line : tile->core().waiting()) lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace spikeloom
