// SPDX-License-Identifier: Apache-2.0
#include "noc/alone/figures.hpp"

#include <algorithm>

#include "noc/grid.hpp"
#include "sim/report/figures.hpp"

namespace spikeloom {

bool has_port(const NocAloneSpec& spec, int tile, Direction d) {
  const Grid grid{spec.mesh.columns, spec.mesh.rows, spec.noc.topology};
  return d == Direction::Local || neighbour(grid, tile, d) != kNoTile;
}

double link_utilisation(const NocAloneSpec& spec, const NocResults& results, int tile, Direction d) {
  const std::uint64_t flits = results.routers[static_cast<std::size_t>(tile)].flits_out[at(d)];
  return ratio(static_cast<double>(flits) * spec.noc.link_interval_cycles, static_cast<double>(results.cycles));
}

std::vector<double> busiest_links(const NocAloneSpec& spec, const NocResults& results) {
  std::vector<double> busiest(results.routers.size(), 0);
  for (std::size_t tile = 0; tile < busiest.size(); ++tile)
    for (int d = 0; d < kDirections; ++d)
      busiest[tile] =
          std::max(busiest[tile], link_utilisation(spec, results, static_cast<int>(tile), static_cast<Direction>(d)));
  return busiest;
}

std::vector<double> buffer_occupancy(const NocAloneSpec& spec, const NocResults& results) {
  std::vector<double> occupancy;
  for (std::size_t tile = 0; tile < results.routers.size(); ++tile) {
    int ports = 0;
    for (int d = 0; d < kDirections; ++d)
      ports += static_cast<int>(has_port(spec, static_cast<int>(tile), static_cast<Direction>(d)));
    const double places = static_cast<double>(ports) * spec.noc.vcs * spec.noc.buffer_flits;
    occupancy.push_back(ratio(static_cast<double>(results.routers[tile].buffered_cycles),
                              places * static_cast<double>(results.cycles)));
  }
  return occupancy;
}

RouterCounts total_counts(const NocResults& results) {
  RouterCounts total;
  for (const RouterCounts& counts : results.routers) {
    for (std::size_t d = 0; d < total.flits_in.size(); ++d) {
      total.flits_in[d] += counts.flits_in[d];
      total.flits_out[d] += counts.flits_out[d];
    }
    for (std::size_t cause = 0; cause < total.stall_cycles.size(); ++cause)
      total.stall_cycles[cause] += counts.stall_cycles[cause];
    total.vc_grants += counts.vc_grants;
    total.switch_grants += counts.switch_grants;
    total.bypassed += counts.bypassed;
    total.buffered_cycles += counts.buffered_cycles;
  }
  return total;
}

}  // namespace spikeloom
