// SPDX-License-Identifier: Apache-2.0
#pragma once
// The links between the routers of a mesh or torus. The same for a chip and for the network alone.

#include "sim/config/chip_spec.hpp"
#include "sim/machine/router.hpp"

namespace spikeloom {

/// Joins neighbours. `side(tile, direction)` is the LinkEnd& of that tile's router; tiles count along rows, rows grow
/// southwards. A ring of one tile has no link, a ring of two has two links side by side.
template <class Side>
void connect_mesh(int columns, int rows, Topology topology, Side side) {
  const bool torus = topology == Topology::Torus;
  for (int row = 0; row < rows; ++row)
    for (int column = 0; column < columns; ++column) {
      const int tile = row * columns + column;
      const int east = row * columns + (column + 1) % columns;
      const int south = (row + 1) % rows * columns + column;
      if (column + 1 < columns || (torus && columns > 1))
        connect(side(tile, Direction::East), side(east, Direction::West));
      if (row + 1 < rows || (torus && rows > 1)) connect(side(tile, Direction::South), side(south, Direction::North));
    }
}

}  // namespace spikeloom
