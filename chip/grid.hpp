// SPDX-License-Identifier: Apache-2.0
#pragma once
// Where tiles are and what is behind a router's ports. Rows grow southwards.

#include "chip/chip_spec.hpp"
#include "chip/direction.hpp"

namespace spikeloom {

struct Coordinates {
  int column = 0, row = 0;
};

struct Grid {
  int columns = 1, rows = 1;
  Topology topology = Topology::Mesh;

  constexpr int tiles() const { return columns * rows; }
  constexpr int column(int tile) const { return tile % columns; }
  constexpr int row(int tile) const { return tile / columns; }
  constexpr Coordinates at(int tile) const { return {column(tile), row(tile)}; }
};

constexpr bool is_horizontal(Direction d) { return d == Direction::East || d == Direction::West; }
constexpr bool is_vertical(Direction d) { return d == Direction::North || d == Direction::South; }

/// The neighbour's port at the other end of a link.
constexpr Direction opposite(Direction d) {
  constexpr Direction kOpposite[kDirections] = {Direction::Local, Direction::South, Direction::West,
                                                Direction::North, Direction::East,  Direction::Host};
  return kOpposite[at(d)];
}

constexpr int kNoTile = -1;

/// Whether the link behind output d leads around the edge of a torus.
constexpr bool wraps(const Grid& grid, int tile, Direction d) {
  if (grid.topology != Topology::Torus) return false;
  if (d == Direction::East) return grid.column(tile) == grid.columns - 1;
  if (d == Direction::West) return grid.column(tile) == 0;
  if (d == Direction::South) return grid.row(tile) == grid.rows - 1;
  return d == Direction::North && grid.row(tile) == 0;
}

/// The tile behind output d, or kNoTile. A torus of one column (row) has no links along it.
constexpr int neighbour(const Grid& grid, int tile, Direction d) {
  if (!is_horizontal(d) && !is_vertical(d)) return kNoTile;
  const int length = is_horizontal(d) ? grid.columns : grid.rows;
  const int place = is_horizontal(d) ? grid.column(tile) : grid.row(tile);
  const int step = d == Direction::East || d == Direction::South ? 1 : -1;
  int next = place + step;
  if (next < 0 || next >= length) {
    if (grid.topology != Topology::Torus || length == 1) return kNoTile;
    next = (next + length) % length;
  }
  return tile + (next - place) * (is_horizontal(d) ? 1 : grid.columns);
}

/// Links between routers of a mesh; the two directions of a pair count as two.
constexpr int count_links(const MeshSpec& mesh, Topology topology) {
  const auto along = [topology](int length) { return topology == Topology::Torus && length > 1 ? length : length - 1; };
  return 2 * (along(mesh.columns) * mesh.rows + mesh.columns * along(mesh.rows));
}

}  // namespace spikeloom
