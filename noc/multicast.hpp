// SPDX-License-Identifier: Apache-2.0
#pragma once
// Trees: for each group, the outputs by which its packets leave each router. In hardware a table in every router.

#include <cstdint>
#include <map>
#include <vector>

#include "noc/routing.hpp"
#include "sim/machine/packet.hpp"

namespace spikeloom {

class GroupTable {
 public:
  /// Trees follow dimension order: XY for Routing::XY, YX for Routing::YX. Odd-even has no trees.
  GroupTable(const Grid& grid, Routing routing) : grid_(grid), routing_(routing) {}

  /// The destination that reaches all `tiles` (without duplicates; the source may be one of them). Throws InputError
  /// when all group numbers are taken, or when a tile is outside of the grid or named twice.
  std::uint16_t add(int source, const std::vector<int>& tiles);

  /// Outputs of a packet for `destination` in router `here`, which its tree visits.
  Outputs outputs(int destination, int here) const {
    return groups_[static_cast<std::size_t>(destination - kFirstGroup)].at(here);
  }
  bool empty() const { return groups_.empty(); }
  static bool is_group(int destination) { return destination >= kFirstGroup; }

 private:
  void add_path(std::map<int, Outputs>& tree, int source, int tile) const;

  Grid grid_;
  Routing routing_;
  std::vector<std::map<int, Outputs>> groups_;
};

}  // namespace spikeloom
