// SPDX-License-Identifier: Apache-2.0
#pragma once
// Ways of the naive reference, from the papers: ports and links, dimension order, odd-even, datelines, trees.
// Ports are numbered local 0, north 1, east 2, south 3, west 4, host 5.

#include <map>
#include <set>
#include <vector>

#include "tests/noc/mesh_case.hpp"

namespace spikeloom::naive {

constexpr int kPorts = 6;
enum Port { kLocal, kNorth, kEast, kSouth, kWest, kHost };

/// Tile behind an output between routers.
int next_tile(const MeshCase& mesh, int tile, int output);
/// Port at which a flit that left by `output` comes in.
int entry_port(int output);

/// Outputs by which a packet from `source` may leave `tile`, on a shortest way to `goal` (a place).
std::vector<int> ways(const MeshCase& mesh, int source, int tile, int goal);

/// Outputs of the tree from `source` to the goals, for each tile it visits.
std::map<int, std::set<int>> tree(const MeshCase& mesh, int source, const std::vector<int>& goals);

/// Virtual channels that a packet may take at `output`, having come in by `input` on channel `vc`. `goal`: its place;
/// -1 for a packet of a tree.
std::set<int> usable_vcs(const MeshCase& mesh, int tile, int input, int vc, int output, int goal);

}  // namespace spikeloom::naive
