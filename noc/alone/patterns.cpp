// SPDX-License-Identifier: Apache-2.0
#include "noc/alone/patterns.hpp"

namespace spikeloom {
namespace {

bool is_power_of_two(int n) { return (n & (n - 1)) == 0; }

int bit_reverse(int source, int tiles) {
  int reversed = 0;
  for (int bits = tiles; bits > 1; bits /= 2) {
    reversed = 2 * reversed + source % 2;
    source /= 2;
  }
  return reversed;
}

int shuffle(int source, int tiles) { return 2 * source % tiles + 2 * source / tiles; }

/// Both coordinates moved on around their rings.
int moved(const MeshSpec& mesh, int source, int columns, int rows) {
  const int column = (source % mesh.columns + columns) % mesh.columns;
  const int row = (source / mesh.columns + rows) % mesh.rows;
  return row * mesh.columns + column;
}

int half_way(int length) { return (length + 1) / 2 - 1; }

}  // namespace

bool is_permutation(Pattern pattern) {
  return pattern != Pattern::Uniform && pattern != Pattern::Hotspot && pattern != Pattern::Trace;
}

int permuted(Pattern pattern, const MeshSpec& mesh, int source) {
  const int tiles = mesh.columns * mesh.rows;
  switch (pattern) {
    case Pattern::BitComplement:
      return tiles - 1 - source;
    case Pattern::BitReverse:
      return bit_reverse(source, tiles);
    case Pattern::Shuffle:
      return shuffle(source, tiles);
    case Pattern::Transpose:
      return source % mesh.columns * mesh.columns + source / mesh.columns;
    case Pattern::Tornado:
      return moved(mesh, source, half_way(mesh.columns), half_way(mesh.rows));
    case Pattern::Neighbour:
      return moved(mesh, source, 1, 1);
    default:
      return source;
  }
}

std::string pattern_objection(Pattern pattern, const MeshSpec& mesh) {
  const std::string size = std::to_string(mesh.columns) + " x " + std::to_string(mesh.rows);
  const int tiles = mesh.columns * mesh.rows;
  if (pattern == Pattern::Transpose && mesh.columns != mesh.rows)
    return "transpose swaps columns and rows and needs a square mesh, not " + size;
  const bool bits = pattern == Pattern::BitComplement || pattern == Pattern::BitReverse || pattern == Pattern::Shuffle;
  if (bits && !is_power_of_two(tiles))
    return "a permutation of the bits of tile numbers needs a power of two of tiles (2, 4, 8, ... 4096), not " + size +
           " = " + std::to_string(tiles);
  return "";
}

}  // namespace spikeloom
