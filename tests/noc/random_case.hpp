// SPDX-License-Identifier: Apache-2.0
#pragma once
// Random networks with traffic that may be asked of every fabric.

#include <cstdint>

#include "tests/noc/mesh_case.hpp"

namespace spikeloom {

struct CaseLimits {
  int longest_side = 6;  ///< of the grid
  int packets = 150;     ///< for each case
  int max_flits = kMaxPacketFlits;
  int shortest_side = 1;
  bool sliced = false;  ///< only what the fast fabric's sliced kernel does: one VC, allocations of a cycle, no trees
  const NocSpec* router = nullptr;  ///< this one instead of a random one
};

/// Every parameter drawn over its range within what is allowed: datelines need two VCs, odd-even a mesh and no trees,
/// bypass a switch_delay of 1; a packet for a tree fits into a buffer.
MeshCase random_mesh_case(std::uint64_t seed, const CaseLimits& limits);

}  // namespace spikeloom
