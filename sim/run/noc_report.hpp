// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the routers of a chip, or of a network alone, did, and the figures that follow from it.

#include <vector>

#include "base/cycle.hpp"
#include "chip/chip_spec.hpp"
#include "chip/router_counts.hpp"

namespace spikeloom {

constexpr int kNoHost = -1;

struct NocReport {
  MeshSpec mesh;
  NocSpec noc;
  int host_tile = kNoHost;  ///< whose router has a host port
  Cycle cycles = 0;
  std::vector<RouterCounts> routers;  ///< along rows
  std::vector<int> dram_ports = {};   ///< tiles whose routers have one

  bool has_port(std::size_t tile, Direction d) const;
  /// Share of the cycles in which the link behind an output was taken.
  double link_utilisation(std::size_t tile, Direction d) const;
  /// The output of a router, its core's included, whose link was taken most.
  Direction busiest_output(std::size_t tile) const;
  double busiest_link(std::size_t tile) const { return link_utilisation(tile, busiest_output(tile)); }
  /// Over all links between routers.
  double mean_link_utilisation() const;
  /// Mean share of a router's buffer places that hold a flit.
  double buffer_occupancy(std::size_t tile) const;
  RouterCounts total() const;
};

}  // namespace spikeloom
