// SPDX-License-Identifier: Apache-2.0
#pragma once
// Synthetic traffic: who sends to whom. Dally and Towles, Principles and Practices of Interconnection Networks, 2004,
// table 3.1, in the forms that BookSim 2 uses (Jiang et al., ISPASS 2013). With s the number of the source, b its bits,
// x its column and y its row:
//
//   bit_complement   d = not s                                  2^b tiles
//   bit_reverse      bit i of d = bit b - 1 - i of s            2^b tiles
//   shuffle          d = s rotated left by one bit              2^b tiles
//   transpose        (x, y) -> (y, x)                           square mesh
//   tornado          (x, y) -> (x + ceil(columns / 2) - 1 mod columns, y + ceil(rows / 2) - 1 mod rows)
//   neighbour        (x, y) -> (x + 1 mod columns, y + 1 mod rows)
//
// Uniform and hotspot draw a destination for each packet (synthetic_traffic.hpp).

#include <string>

#include "noc/alone/spec.hpp"

namespace spikeloom {

/// Whether every source has one destination, given by permuted().
bool is_permutation(Pattern pattern);

/// Destination of `source` under a permutation to which there is no pattern_objection().
int permuted(Pattern pattern, const MeshSpec& mesh, int source);

/// Empty, or why the pattern cannot be had on a mesh of this size, and on which it can.
std::string pattern_objection(Pattern pattern, const MeshSpec& mesh);

}  // namespace spikeloom
