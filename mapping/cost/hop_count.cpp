// SPDX-License-Identifier: Apache-2.0
#include "mapping/cost/hop_count.hpp"

#include <algorithm>
#include <cstdlib>

namespace spikeloom {

int steps_along(int from, int to, int length, bool ring) {
  const int straight = to - from;
  if (!ring || 2 * std::abs(straight) <= length) return straight;
  return straight > 0 ? straight - length : straight + length;
}

LinkCounter::LinkCounter(const Target& target) : ring_(target.topology == Topology::Torus), tiles_(target.tiles()) {
  const bool yx = target.routing == Routing::YX;
  first_length_ = yx ? target.rows : target.columns;
  second_length_ = yx ? target.columns : target.rows;
  for (int i = 0; i < 2 * tiles_; ++i) {
    const int tile = i % tiles_;
    const int column = tile % target.columns, row = tile / target.columns;
    places_.push_back(yx ? Place{row, column} : Place{column, row});
  }
  lines_.resize(static_cast<std::size_t>(first_length_));
}

int LinkCounter::tree(int from, const int* to, const int* end) {
  const Place start = places_[static_cast<std::size_t>(from)];
  int forth = 0, back = 0, links = from >= tiles_ ? 1 : 0;
  for (; to != end; ++to) {
    const Place goal = places_[static_cast<std::size_t>(*to)];
    if (*to >= tiles_) ++links;
    const int along = steps_along(start.first, goal.first, first_length_, ring_);
    const int branch = steps_along(start.second, goal.second, second_length_, ring_);
    forth = std::max(forth, along), back = std::max(back, -along);
    Line& line = lines_[static_cast<std::size_t>(goal.first)];
    if (line.forth == 0 && line.back == 0) touched_.push_back(goal.first);
    line.forth = std::max(line.forth, branch), line.back = std::max(line.back, -branch);
  }
  for (const int i : touched_) {
    Line& line = lines_[static_cast<std::size_t>(i)];
    links += line.forth + line.back;
    line = Line{};
  }
  touched_.clear();
  return links + forth + back;
}

}  // namespace spikeloom
