// SPDX-License-Identifier: Apache-2.0
#pragma once
// The links between the routers of a mesh or torus. The same for a chip and for the network alone.

#include "chip/grid.hpp"
#include "sim/machine/flit_port.hpp"

namespace spikeloom {

/// Joins neighbours. `side(tile, direction)` is the LinkEnd& of that tile's router.
template <class Side>
void connect_mesh(const Grid& grid, Side side) {
  for (int tile = 0; tile < grid.tiles(); ++tile)
    for (const Direction d : {Direction::East, Direction::South})
      if (const int next = neighbour(grid, tile, d); next != kNoTile) connect(side(tile, d), side(next, opposite(d)));
}

}  // namespace spikeloom
