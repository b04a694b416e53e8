// SPDX-License-Identifier: Apache-2.0
#include "sim/run/noc_report.hpp"

#include <algorithm>

#include "chip/grid.hpp"
#include "sim/run/figures.hpp"

namespace spikeloom {

bool NocReport::has_port(std::size_t tile, Direction d) const {
  if (d == Direction::Host)
    return static_cast<int>(tile) == host_tile ||
           std::find(dram_ports.begin(), dram_ports.end(), static_cast<int>(tile)) != dram_ports.end();
  const Grid grid{mesh.columns, mesh.rows, noc.topology};
  return d == Direction::Local || neighbour(grid, static_cast<int>(tile), d) != kNoTile;
}

double NocReport::link_utilisation(std::size_t tile, Direction d) const {
  return ratio(static_cast<double>(routers[tile].flits_out[at(d)]) * noc.link_interval_cycles,
               static_cast<double>(cycles));
}

Direction NocReport::busiest_output(std::size_t tile) const {
  Direction busiest = Direction::Local;
  for (int i = 0; i < kDirections; ++i)
    if (const auto d = static_cast<Direction>(i); routers[tile].flits_out[at(d)] > routers[tile].flits_out[at(busiest)])
      busiest = d;
  return busiest;
}

double NocReport::mean_link_utilisation() const {
  double all = 0;
  for (std::size_t tile = 0; tile < routers.size(); ++tile)
    for (int i = 0; i < kDirections; ++i)
      if (const auto d = static_cast<Direction>(i); is_horizontal(d) || is_vertical(d))
        all += link_utilisation(tile, d);
  return ratio(all, count_links(mesh, noc.topology));
}

double NocReport::buffer_occupancy(std::size_t tile) const {
  int ports = 0;
  for (int i = 0; i < kDirections; ++i) ports += static_cast<int>(has_port(tile, static_cast<Direction>(i)));
  const double places = static_cast<double>(ports) * noc.vcs * noc.buffer_flits;
  return ratio(static_cast<double>(routers[tile].buffered_cycles), places * static_cast<double>(cycles));
}

RouterCounts NocReport::total() const {
  RouterCounts total;
  for (const RouterCounts& counts : routers) total += counts;
  return total;
}

}  // namespace spikeloom
