// SPDX-License-Identifier: Apache-2.0
#include "noc/multicast.hpp"

#include <algorithm>
#include <string>

#include "base/error.hpp"

namespace spikeloom {

GroupTable::GroupTable(const Grid& grid, Routing routing) : grid_(grid), routing_(routing) {
  for (int tile = 0; tile < grid.tiles(); ++tile)
    places_.push_back({static_cast<std::uint8_t>(grid.column(tile)), static_cast<std::uint8_t>(grid.row(tile))});
}

std::uint16_t GroupTable::add(int source, const std::vector<int>& tiles) {
  const int number = kFirstGroup + static_cast<int>(trees_.size());
  if (number > 0xffff) throw InputError("too many multicast groups; allowed: " + std::to_string(0x10000 - kFirstGroup));
  Branches tree;
  for (const int tile : tiles) {
    if (tile < 0 || tile >= grid_.tiles())
      throw InputError("a multicast group names tile " + std::to_string(tile) + "; allowed: 0 to " +
                       std::to_string(grid_.tiles() - 1));
    if ((tree[tile] & output_bit(Direction::Local)) != 0)
      throw InputError("a multicast group names tile " + std::to_string(tile) + " twice");
    add_path(tree, source, tile);
  }
  store(tree);
  return static_cast<std::uint16_t>(number);
}

Outputs GroupTable::outputs_or_none(int destination, int here) const {
  const Tree& tree = trees_[static_cast<std::size_t>(destination - kFirstGroup)];
  const Place place = places_[static_cast<std::size_t>(here)];
  const int row = place.row - tree.first.row, column = place.column - tree.first.column;
  return row < 0 || row >= tree.rows || column < 0 || column >= tree.columns ? 0 : outputs(destination, here);
}

// Every router is reached from the source by one way only, so the union of the ways is a tree.
void GroupTable::add_path(Branches& tree, int source, int tile) const {
  int here = source;
  while (here != tile) {
    const Outputs output = route(grid_, routing_, Direction::Local, here, tile);
    tree[here] |= output;
    here = neighbour(grid_, here, static_cast<Direction>(__builtin_ctz(output)));
  }
  tree[tile] |= output_bit(Direction::Local);
}

void GroupTable::store(const Branches& tree) {
  Place first{255, 255}, last{0, 0};
  for (const auto& branch : tree) {
    const Place place = places_[static_cast<std::size_t>(branch.first)];
    first = {std::min(first.column, place.column), std::min(first.row, place.row)};
    last = {std::max(last.column, place.column), std::max(last.row, place.row)};
  }
  const int columns = tree.empty() ? 0 : last.column - first.column + 1;
  const int rows = tree.empty() ? 0 : last.row - first.row + 1;
  trees_.push_back({outputs_.size(), first, static_cast<std::uint8_t>(columns), static_cast<std::uint8_t>(rows)});
  outputs_.resize(outputs_.size() + static_cast<std::size_t>(columns * rows));
  std::uint8_t* outputs = outputs_.data() + trees_.back().outputs;
  for (const auto& branch : tree) {
    const Place place = places_[static_cast<std::size_t>(branch.first)];
    outputs[(place.row - first.row) * columns + place.column - first.column] = static_cast<std::uint8_t>(branch.second);
  }
}

}  // namespace spikeloom
