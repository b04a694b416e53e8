// SPDX-License-Identifier: Apache-2.0
#pragma once
// Follows every way that a routing may choose.

#include <array>
#include <functional>
#include <set>
#include <tuple>
#include <vector>

#include "noc/routing.hpp"

namespace spikeloom {

/// A packet that has come to `tile` by port `input` on channel `vc`.
struct Visit {
  int tile = 0;
  Direction input = Direction::Local;
  int vc = 0;
  bool operator<(const Visit& other) const {
    return std::tie(tile, input, vc) < std::tie(other.tile, other.input, other.vc);
  }
};

/// The rules of a network: which outputs, and which channels behind one of them.
struct Rules {
  Grid grid;
  int vcs = 1;
  std::function<Outputs(const Visit&, int destination)> outputs;
  std::function<unsigned(const Visit&, int destination, Direction)> allowed;
};

inline Rules rules_of(const Grid& grid, Routing routing, int vcs, VcPolicy policy) {
  return {grid, vcs,
          [=](const Visit& at, int destination) { return route(grid, routing, at.input, at.tile, destination); },
          [=](const Visit& at, int destination, Direction d) {
            return allowed_vcs(grid, vcs, policy, {at.input, at.vc, at.tile, destination % grid.tiles()}, d);
          }};
}

/// Where a packet may be after one hop from `at`: all outputs to other routers, all channels.
inline std::vector<Visit> next_visits(const Rules& rules, const Visit& at, int destination) {
  std::vector<Visit> next;
  for (int d = 0; d < kDirections; ++d) {
    const auto direction = static_cast<Direction>(d);
    const int tile = neighbour(rules.grid, at.tile, direction);
    if ((rules.outputs(at, destination) & output_bit(direction)) == 0 || tile == kNoTile) continue;
    for (int vc = 0; vc < rules.vcs; ++vc)
      if ((rules.allowed(at, destination, direction) >> static_cast<unsigned>(vc) & 1U) != 0)
        next.push_back({tile, opposite(direction), vc});
  }
  return next;
}

/// Calls `see(from, to)` for each hop that a packet from `source` to `destination` may make.
template <class See>
void for_each_hop(const Rules& rules, int source, int destination, See see) {
  std::set<Visit> seen;
  std::vector<Visit> open;
  for (int vc = 0; vc < rules.vcs; ++vc) open.push_back({source, Direction::Local, vc});
  while (!open.empty()) {
    const Visit at = open.back();
    open.pop_back();
    if (!seen.insert(at).second) continue;
    for (const Visit& next : next_visits(rules, at, destination)) {
      see(at, next);
      open.push_back(next);
    }
  }
}

}  // namespace spikeloom
