// SPDX-License-Identifier: Apache-2.0
#pragma once
// Trees: for each group, the outputs by which its packets leave each router. In hardware a table in every router.

#include <cstdint>
#include <map>
#include <vector>

#include "chip/packet.hpp"
#include "noc/routing.hpp"

namespace spikeloom {

class GroupTable {
 public:
  /// Trees follow dimension order: XY for Routing::XY, YX for Routing::YX. Odd-even has no trees.
  GroupTable(const Grid& grid, Routing routing);

  /// The destination that reaches all `tiles` (without duplicates; the source may be one of them). Throws InputError
  /// when all group numbers are taken, or when a tile is outside of the grid or named twice.
  std::uint16_t add(int source, const std::vector<int>& tiles);

  /// Outputs of a packet for `destination` in router `here`, which its tree visits.
  Outputs outputs(int destination, int here) const {
    const Tree& tree = trees_[static_cast<std::size_t>(destination - kFirstGroup)];
    const Place place = places_[static_cast<std::size_t>(here)];
    const int row = place.row - tree.first.row, column = place.column - tree.first.column;
    return outputs_[tree.outputs + static_cast<std::size_t>(row * tree.columns + column)];
  }
  bool empty() const { return trees_.empty(); }
  int size() const { return static_cast<int>(trees_.size()); }
  /// The same for any router: 0 where the tree does not come by.
  Outputs outputs_or_none(int destination, int here) const;
  static bool is_group(int destination) { return destination >= kFirstGroup; }

 private:
  struct Place {
    std::uint8_t column, row;
  };
  /// The smallest box of tiles around a tree: outputs of neighbours lie together, for a packet goes from one to the
  /// next.
  struct Tree {
    std::size_t outputs;  ///< of the first tile in outputs_; row after row
    Place first;
    std::uint8_t columns, rows;
  };
  using Branches = std::map<int, Outputs>;  ///< by tile

  void add_path(Branches& tree, int source, int tile) const;
  void store(const Branches& tree);

  Grid grid_;
  Routing routing_;
  std::vector<Place> places_;  ///< of each tile
  std::vector<Tree> trees_;
  std::vector<std::uint8_t> outputs_;
};

/// Tile at which a packet for `destination` leaves the mesh; kNoTile for a group.
inline int goal_tile(int tiles, int destination) {
  if (GroupTable::is_group(destination)) return kNoTile;
  return destination < tiles ? destination : destination - tiles;
}

}  // namespace spikeloom
