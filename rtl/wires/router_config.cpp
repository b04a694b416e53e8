// SPDX-License-Identifier: Apache-2.0
#include "rtl/wires/router_config.hpp"

#include "chip/chip_spec.hpp"
#include "chip/packet.hpp"
#include "rtl/verilated/config_map.hpp"

namespace spikeloom {

std::vector<std::pair<std::uint32_t, std::uint64_t>> router_image(const RouterContext& context) {
  namespace map = config_map;
  const FabricContext& chip = context.chip;
  std::vector<std::pair<std::uint32_t, std::uint64_t>> writes;
  const auto write = [&](int table, int entry, unsigned data) {
    writes.emplace_back(
        static_cast<std::uint32_t>(map::kRouter << map::kBlockOffset | table << map::kRouterTableOffset | entry), data);
  };
  write(map::kRouterPlace, map::kPlaceColumn, static_cast<unsigned>(context.tile % chip.columns));
  write(map::kRouterPlace, map::kPlaceRow, static_cast<unsigned>(context.tile / chip.columns));
  write(map::kRouterPlace, map::kPlaceColumns, static_cast<unsigned>(chip.columns));
  write(map::kRouterPlace, map::kPlaceTiles, static_cast<unsigned>(chip.columns * chip.rows));
  for (int port = 0; port < kDirections; ++port) {
    const auto d = static_cast<Direction>(port);
    const int places = d == Direction::Local  ? chip.local_flits
                       : d == Direction::Host ? chip.host_flits
                                              : chip.noc.buffer_flits;
    write(map::kRouterPlaces, port, static_cast<unsigned>(places));
  }
  for (int i = 0; i < context.fabric.groups(); ++i)
    if (const unsigned outputs = context.fabric.group_outputs(kFirstGroup + i, context.tile); outputs != 0)
      write(map::kRouterGroups, i, outputs);
  return writes;
}

}  // namespace spikeloom
