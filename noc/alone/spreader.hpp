// SPDX-License-Identifier: Apache-2.0
#pragma once
// Packets for several tiles: a tree of the fabric, or one copy after the other with the birth of the original.

#include <map>
#include <utility>

#include "noc/alone/traffic.hpp"

namespace spikeloom {

class Spreader {
 public:
  Spreader(Fabric& fabric, const NocAloneSpec& spec)
      : fabric_(fabric),
        tree_(spec.noc.multicast == Multicast::Tree),
        copies_(static_cast<std::size_t>(spec.tiles())) {}

  /// Number of the set of tiles that `source` sends to; the same set has the same number. Before the simulation starts.
  std::size_t add(int source, const std::vector<int>& tiles);

  /// The offer to make first for a packet of `tile` to set `set`; birth and length are filled in.
  Offer first(int tile, std::size_t set, Offer offer);
  /// Whether copies of that packet are still to be offered.
  bool has_copies(int tile) const;
  Offer next_copy(int tile);

 private:
  struct Set {
    std::uint16_t group = 0;           ///< with trees
    std::vector<std::uint16_t> tiles;  ///< in ascending order
  };
  struct Copies {
    Offer offer;
    std::size_t set = 0, next = 0;
  };

  Fabric& fabric_;
  const bool tree_;
  std::map<std::pair<int, std::vector<int>>, std::size_t> numbers_;
  std::vector<Set> sets_;
  std::vector<Copies> copies_;  ///< of each tile
};

}  // namespace spikeloom
