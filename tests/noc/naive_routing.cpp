// SPDX-License-Identifier: Apache-2.0
#include "tests/noc/naive_routing.hpp"

namespace spikeloom::naive {
namespace {

struct Place {
  int x, y;
};
Place place_of(const MeshCase& mesh, int tile) { return {tile % mesh.columns, tile / mesh.columns}; }
bool torus(const MeshCase& mesh) { return mesh.noc.topology == Topology::Torus; }

// Hops from a to b when going up (+1) all the time on a ring.
int hops_up(int a, int b, int length) {
  int hops = 0;
  for (int i = a; i != b; i = (i + 1) % length) ++hops;
  return hops;
}

// +1, -1 or 0: the way along one dimension. On a ring the shorter one; halfway around, up from even tiles.
int heading(const MeshCase& mesh, Place here, int a, int b, int length) {
  if (a == b) return 0;
  if (!torus(mesh)) return b > a ? 1 : -1;
  const int up = hops_up(a, b, length), down = hops_up(b, a, length);
  if (up == down) return (here.x + here.y) % 2 == 0 ? 1 : -1;
  return up < down ? 1 : -1;
}

// Chiu 2000, figure 6 (ROUTE). Rows and what is called north do not matter to it.
std::vector<int> odd_even(Place source, Place here, Place goal) {
  const int e0 = goal.x - here.x, e1 = goal.y - here.y;
  const int vertical = e1 > 0 ? kSouth : kNorth;
  if (e0 == 0) return {vertical};
  std::vector<int> outputs;
  if (e0 > 0) {
    if (e1 == 0) return {kEast};
    if (here.x % 2 == 1 || here.x == source.x) outputs.push_back(vertical);
    if (goal.x % 2 == 1 || e0 != 1) outputs.push_back(kEast);
  } else {
    outputs.push_back(kWest);
    if (here.x % 2 == 0 && e1 != 0) outputs.push_back(vertical);
  }
  return outputs;
}

bool around_the_edge(const MeshCase& mesh, int tile, int output) {
  const Place here = place_of(mesh, tile);
  return (output == kEast && here.x + 1 == mesh.columns) || (output == kWest && here.x == 0) ||
         (output == kSouth && here.y + 1 == mesh.rows) || (output == kNorth && here.y == 0);
}

// 0: along rows, 1: along columns, 2: neither.
int dimension(int port) { return port == kEast || port == kWest ? 0 : port == kNorth || port == kSouth ? 1 : 2; }

}  // namespace

int next_tile(const MeshCase& mesh, int tile, int output) {
  const Place here = place_of(mesh, tile);
  const int x = here.x + (output == kEast ? 1 : output == kWest ? -1 : 0);
  const int y = here.y + (output == kSouth ? 1 : output == kNorth ? -1 : 0);
  return (y + mesh.rows) % mesh.rows * mesh.columns + (x + mesh.columns) % mesh.columns;
}

int entry_port(int output) {
  if (output == kEast) return kWest;
  if (output == kWest) return kEast;
  return output == kNorth ? kSouth : kNorth;
}

std::vector<int> ways(const MeshCase& mesh, int source, int tile, int goal) {
  const int target = mesh.tile_of(goal);
  if (tile == target) return {mesh.is_edge(goal) ? kHost : kLocal};
  const Place here = place_of(mesh, tile), there = place_of(mesh, target);
  if (mesh.noc.routing == Routing::OddEven) return odd_even(place_of(mesh, mesh.tile_of(source)), here, there);
  const int x = heading(mesh, here, here.x, there.x, mesh.columns);
  const int y = heading(mesh, here, here.y, there.y, mesh.rows);
  const bool along_row = mesh.noc.routing == Routing::XY ? x != 0 : y == 0;
  if (along_row) return {x > 0 ? kEast : kWest};
  return {y > 0 ? kSouth : kNorth};
}

std::map<int, std::set<int>> tree(const MeshCase& mesh, int source, const std::vector<int>& goals) {
  std::map<int, std::set<int>> outputs;
  for (const int goal : goals) {
    int tile = mesh.tile_of(source);
    for (int output = -1; output != kLocal;) {
      output = ways(mesh, source, tile, goal).front();
      outputs[tile].insert(output);
      if (output != kLocal) tile = next_tile(mesh, tile, output);
    }
  }
  return outputs;
}

namespace {

// Walks by `output` until the goal's column or row: whether the way led around the edge.
bool goes_around(const MeshCase& mesh, int tile, int output, int goal) {
  const auto along = [&](int at) { return dimension(output) == 0 ? at % mesh.columns : at / mesh.columns; };
  for (; along(tile) != along(mesh.tile_of(goal)); tile = next_tile(mesh, tile, output))
    if (around_the_edge(mesh, tile, output)) return true;
  return false;
}

}  // namespace

std::set<int> usable_vcs(const MeshCase& mesh, int tile, int input, int vc, int output, int goal) {
  const int vcs = mesh.noc.vcs;
  const bool keep = mesh.noc.vc_policy == VcPolicy::Keep;
  std::set<int> all;
  for (int i = 0; i < vcs; ++i) all.insert(i);
  const bool ring = torus(mesh) && dimension(output) != 2;
  if (!ring) return keep ? std::set<int>{vc} : all;
  const int upper_size = vcs / 2, lower_size = vcs - upper_size;
  const bool was_upper = dimension(input) == dimension(output) && vc >= lower_size;
  const bool dateline = keep || goal < 0;
  const bool upper =
      was_upper || (dateline ? around_the_edge(mesh, tile, output) : goes_around(mesh, tile, output, goal));
  if (keep) {
    const int place = vc >= lower_size ? vc - lower_size : vc;
    return {upper ? lower_size + place % upper_size : place};
  }
  std::set<int> half;
  for (const int i : all)
    if ((i >= lower_size) == upper) half.insert(i);
  return half;
}

}  // namespace spikeloom::naive
