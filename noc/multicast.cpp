// SPDX-License-Identifier: Apache-2.0
#include "noc/multicast.hpp"

#include <string>

#include "models/error.hpp"

namespace spikeloom {

std::uint16_t GroupTable::add(int source, const std::vector<int>& tiles) {
  const int number = kFirstGroup + static_cast<int>(groups_.size());
  if (number > 0xffff) throw InputError("too many multicast groups; allowed: " + std::to_string(0x10000 - kFirstGroup));
  std::map<int, Outputs> tree;
  for (const int tile : tiles) {
    if (tile < 0 || tile >= grid_.tiles())
      throw InputError("a multicast group names tile " + std::to_string(tile) + "; allowed: 0 to " +
                       std::to_string(grid_.tiles() - 1));
    if ((tree[tile] & output_bit(Direction::Local)) != 0)
      throw InputError("a multicast group names tile " + std::to_string(tile) + " twice");
    add_path(tree, source, tile);
  }
  groups_.push_back(std::move(tree));
  return static_cast<std::uint16_t>(number);
}

// Every router is reached from the source by one way only, so the union of the ways is a tree.
void GroupTable::add_path(std::map<int, Outputs>& tree, int source, int tile) const {
  int here = source;
  while (here != tile) {
    const Outputs output = route(grid_, routing_, Direction::Local, here, tile);
    tree[here] |= output;
    here = neighbour(grid_, here, static_cast<Direction>(__builtin_ctz(output)));
  }
  tree[tile] |= output_bit(Direction::Local);
}

}  // namespace spikeloom
