// SPDX-License-Identifier: Apache-2.0
#pragma once
// Routing decisions as pure functions of positions.

#include "sim/machine/router.hpp"

namespace spikeloom {

/// Dimension order, X first (rows grow southwards). The host port hangs at the west edge of tile (0, 0): a flit for it
/// goes to that tile and leaves west. No turn from Y to X exists but that last one, into a sink: no cycle of waits.
constexpr Direction route_xy(int column, int row, int columns, int rows, int destination) {
  const bool host = destination == columns * rows;
  const int to_column = host ? 0 : destination % columns;
  const int to_row = host ? 0 : destination / columns;
  if (to_column > column) return Direction::East;
  if (to_column < column) return Direction::West;
  if (to_row > row) return Direction::South;
  if (to_row < row) return Direction::North;
  return host ? Direction::West : Direction::Local;
}

}  // namespace spikeloom
