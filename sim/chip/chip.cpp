// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/chip.hpp"

namespace spikeloom {

Chip::Chip(const sc_core::sc_module_name& name, const ChipSpec& spec, const Network& network, const Mapping& mapping,
           const Catalogue& blocks, const std::vector<Image>& images, int images_in_flight)
    : sc_core::sc_module(name),
      spec_(spec),
      scheduler_("scheduler", spec.clock_mhz),
      context_{scheduler_, packets_, hash_, network, mapping, {}},
      host_("host_port", context_, images, images_in_flight, spec.noc.buffer_flits) {
  for (int tile = 0; tile < spec.mesh.columns * spec.mesh.rows; ++tile) {
    const std::string tile_name =
        "tile_" + std::to_string(tile % spec.mesh.columns) + "_" + std::to_string(tile / spec.mesh.columns);
    tiles_.push_back(std::make_unique<Tile>(tile_name.c_str(), spec, context_, blocks, tile));
  }
  connect_tiles();
}

void Chip::connect_tiles() {
  const auto side = [&](int tile, Direction d) -> LinkEnd& {
    return tiles_[static_cast<std::size_t>(tile)]->router().links[static_cast<std::size_t>(d)];
  };
  for (int row = 0; row < spec_.mesh.rows; ++row)
    for (int column = 0; column < spec_.mesh.columns; ++column) {
      const int tile = row * spec_.mesh.columns + column;
      if (column + 1 < spec_.mesh.columns) connect(side(tile, Direction::East), side(tile + 1, Direction::West));
      if (row + 1 < spec_.mesh.rows)
        connect(side(tile, Direction::South), side(tile + spec_.mesh.columns, Direction::North));
    }
  connect(side(context_.mapping.host_tile, Direction::West), host_.link);
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
