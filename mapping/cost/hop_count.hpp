// SPDX-License-Identifier: Apache-2.0
#pragma once
// Links that a packet crosses between tiles: of one way, and of a tree, each link once.

#include <vector>

#include "mapping/plan/mapping.hpp"

namespace spikeloom {

/// Signed steps along a line; on a ring the shorter way.
int steps_along(int from, int to, int length, bool ring);

/// Counts links of trees; keeps what it needs between questions, so one for each thread of work. Number `tiles` + t is
/// the port at the edge of tile t.
class LinkCounter {
 public:
  explicit LinkCounter(const Target& target);

  int hops(int from, int to) { return tree(from, &to, &to + 1); }
  int tree(int from, const std::vector<int>& to) { return tree(from, to.data(), to.data() + to.size()); }
  /// Tiles may repeat and may be where the packet comes from.
  int tree(int from, const int* to, const int* end);

 private:
  struct Place {
    int first = 0, second = 0;  ///< coordinates, in the order in which the routing walks them
  };
  /// How far branches reach along one line of the second dimension.
  struct Line {
    int forth = 0, back = 0;
  };

  int first_length_, second_length_;
  bool ring_;
  int tiles_;
  std::vector<Place> places_;  ///< [tile, then the port at its edge]
  std::vector<Line> lines_;
  std::vector<int> touched_;
};

}  // namespace spikeloom
