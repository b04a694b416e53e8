// SPDX-License-Identifier: Apache-2.0
#pragma once
// Routing decisions as pure functions of positions. Why none of them can deadlock: noc/README.md.

#include "chip/grid.hpp"

namespace spikeloom {

/// A set of outputs: bit at(d) for each Direction d.
using Outputs = unsigned;
constexpr Outputs output_bit(Direction d) { return 1U << at(d); }

/// Signed steps along a line or ring of `length` places; on a ring the shorter way. A tie goes up when `up_on_tie`.
constexpr int steps_between(int from, int to, int length, bool ring, bool up_on_tie) {
  const int straight = to - from;
  if (!ring) return straight;
  const int up = (straight + length) % length;
  if (2 * up == length) return up_on_tie ? up : -up;
  return 2 * up < length ? up : up - length;
}

/// Steps east (or, negative, west) and south (or north) on a shortest way. Ties of a torus alternate over the tiles.
struct Steps {
  int east = 0, south = 0;
};
constexpr Steps steps_to(const Grid& grid, Coordinates here, Coordinates goal) {
  const bool ring = grid.topology == Topology::Torus;
  const bool even = (here.column + here.row) % 2 == 0;
  return {steps_between(here.column, goal.column, grid.columns, ring, even),
          steps_between(here.row, goal.row, grid.rows, ring, even)};
}

constexpr Outputs horizontal_output(int east) { return output_bit(east > 0 ? Direction::East : Direction::West); }
constexpr Outputs vertical_output(int south) { return output_bit(south > 0 ? Direction::South : Direction::North); }

/// Dimension order (Sullivan and Bashkow 1977): all of one dimension, then the other.
constexpr Outputs route_xy(Steps to) { return to.east != 0 ? horizontal_output(to.east) : vertical_output(to.south); }
constexpr Outputs route_yx(Steps to) { return to.south != 0 ? vertical_output(to.south) : horizontal_output(to.east); }

/// Minimal odd-even turn model (Chiu, IEEE TPDS 11(7), 2000, algorithm ROUTE). No turn from east to north or south in
/// an even column, none from north or south to west in an odd one. `input` stands for Chiu's comparison with the source
/// column: an eastbound packet in an even column may move along the column unless it came from the west.
constexpr Outputs route_odd_even(Direction input, int column, Steps to) {
  if (to.east == 0) return vertical_output(to.south);
  const bool odd_column = column % 2 == 1;
  if (to.east < 0) return output_bit(Direction::West) | (!odd_column && to.south != 0 ? vertical_output(to.south) : 0);
  if (to.south == 0) return output_bit(Direction::East);
  Outputs outputs = 0;
  if (odd_column || input != Direction::West) outputs |= vertical_output(to.south);
  const bool destination_column_odd = (column + to.east) % 2 == 1;
  if (destination_column_odd || to.east != 1) outputs |= output_bit(Direction::East);
  return outputs;
}

/// Outputs that bring a unicast packet from one tile nearer to another: one, or with odd-even up to two. `input` is the
/// port by which it came in.
constexpr Outputs route_between(const Grid& grid, Routing routing, Direction input, Coordinates here,
                                Coordinates goal) {
  const Steps to = steps_to(grid, here, goal);
  if (routing == Routing::OddEven) return route_odd_even(input, here.column, to);
  return routing == Routing::XY ? route_xy(to) : route_yx(to);
}

/// The same for any unicast destination (a tile, or edge_destination(): the Host port of a tile), the last router
/// included.
constexpr Outputs route(const Grid& grid, Routing routing, Direction input, int here, int destination) {
  const bool edge = destination >= grid.tiles();
  const int goal = edge ? destination - grid.tiles() : destination;
  if (goal == here) return output_bit(edge ? Direction::Host : Direction::Local);
  return route_between(grid, routing, input, grid.at(here), grid.at(goal));
}

/// The head of a packet in a router: the port by which it came in, on which channel, and where it goes. `goal` is a
/// tile; kNoTile for a packet to a multicast group.
struct HeadAt {
  Direction input = Direction::Local;
  int vc = 0;
  int tile = 0;
  int goal = kNoTile;
};

/// Whether the rest of the way along the dimension of d, which is taken by d, leads around the edge of a torus.
constexpr bool will_wrap(const Grid& grid, int tile, int goal, Direction d) {
  const Coordinates here = grid.at(tile), there = grid.at(goal);
  const int steps = is_horizontal(d) ? there.column - here.column : there.row - here.row;
  return d == Direction::East || d == Direction::South ? steps < 0 : steps > 0;
}

/// Virtual channels, as bits, that a packet may take behind output d. Mesh: all (VcPolicy::Any) or its own (Keep).
/// Torus: two halves of the channels. Any: a packet whose way along the dimension leads around the edge takes the upper
/// vcs / 2 all along it, any other the lower half (as BookSim's dim_order_torus); a packet to a group, whose goals may
/// differ in this, the lower half until the link around the edge and the upper one from it on (dateline; Dally and
/// Towles 2004, section 14.2.3). Keep: each packet like one to a group, for it must not overtake one; of the half the
/// channel that has its place. Local and host ports are no part of a ring.
constexpr unsigned allowed_vcs(const Grid& grid, int vcs, VcPolicy policy, const HeadAt& head, Direction d) {
  const auto bit = [](int channel) { return 1U << static_cast<unsigned>(channel); };
  const bool keep = policy == VcPolicy::Keep;
  if (grid.topology == Topology::Mesh || (!is_horizontal(d) && !is_vertical(d)))
    return keep ? bit(head.vc) : bit(vcs) - 1;
  const int upper = vcs / 2, lower = vcs - upper;
  const bool same_dimension = is_horizontal(d) ? is_horizontal(head.input) : is_vertical(head.input);
  const bool dateline = keep || head.goal == kNoTile;
  const bool wraps_now = dateline ? wraps(grid, head.tile, d) : will_wrap(grid, head.tile, head.goal, d);
  const bool after = wraps_now || (same_dimension && head.vc >= lower);
  if (!keep) return after ? bit(vcs) - bit(lower) : bit(lower) - 1;
  const int place = head.vc < lower ? head.vc : head.vc - lower;
  return bit(after ? lower + place % upper : place);
}

}  // namespace spikeloom
