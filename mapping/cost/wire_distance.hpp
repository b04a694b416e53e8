// SPDX-License-Identifier: Apache-2.0
#pragma once
// How far slices would be from those they talk to, for every tile at once: distances on a grid are sums of the two
// axes, so a table for each axis answers for all tiles. Shared packets count as copies here.

#include <vector>

#include "mapping/cost/traffic.hpp"
#include "mapping/plan/mapping.hpp"

namespace spikeloom {

class Nearness {
 public:
  Nearness(const Mapping& mapping, const std::vector<Flow>& flows);

  /// The slice stands on this tile from now on.
  void place(int slice, int tile) { tile_of_[index(slice)] = tile; }
  /// Prepares the tables for slices that are to share a tile.
  void ask(const std::vector<int>& slices);
  /// Flits x hops between the slices of the last question, on this tile, and their partners that are placed.
  std::int64_t distance(int tile) const {
    return across_[static_cast<std::size_t>(tile % target_.columns)] +
           down_[static_cast<std::size_t>(tile / target_.columns)];
  }

 private:
  struct Partner {
    int slice;
    std::int64_t flits;
  };
  /// Slices, then the host, then stores.
  std::size_t index(int slice) const {
    return is_edge_consumer(slice) ? slices_ + static_cast<std::size_t>(kHostSlice - slice)
                                   : static_cast<std::size_t>(slice);
  }
  void connect(int a, int b, std::int64_t flits);

  const Target& target_;
  std::size_t slices_;
  std::vector<std::vector<Partner>> partners_;  ///< [index()]
  std::vector<int> tile_of_;                    ///< the same; -1: not placed
  std::vector<std::int64_t> across_, down_;
  std::vector<std::int64_t> at_column_, at_row_;
};

}  // namespace spikeloom
