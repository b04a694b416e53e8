// SPDX-License-Identifier: Apache-2.0
#pragma once
// Uniform traffic with several destinations a packet. Every tile has kSetsOfTile sets of destinations (fewer on large
// meshes, to spare the group table), drawn once from the seed, and draws one of them for each packet.

#include "noc/alone/spreader.hpp"
#include "noc/alone/synthetic_traffic.hpp"

namespace spikeloom {

class MulticastTraffic final : public SyntheticTraffic {
 public:
  MulticastTraffic(const NocAloneSpec& spec, Fabric& fabric);
  Offer next(int tile) override;

 private:
  static constexpr int kSetsOfTile = 8;
  static constexpr int kMaxSets = 4096;
  std::vector<int> draw_set(int tile);

  Spreader spreader_;
  int sets_of_tile_;
  std::vector<std::size_t> sets_;  ///< sets_of_tile_ for each tile
};

}  // namespace spikeloom
