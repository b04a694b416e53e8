// SPDX-License-Identifier: Apache-2.0
#include "noc/alone/multicast_traffic.hpp"

#include <algorithm>

namespace spikeloom {

MulticastTraffic::MulticastTraffic(const NocAloneSpec& spec, Fabric& fabric)
    : SyntheticTraffic(spec),
      spreader_(fabric, spec),
      sets_of_tile_(std::max(1, std::min(kSetsOfTile, kMaxSets / spec.tiles()))) {
  for (int tile = 0; tile < spec.tiles(); ++tile)
    for (int i = 0; i < sets_of_tile_; ++i) sets_.push_back(spreader_.add(tile, draw_set(tile)));
}

std::vector<int> MulticastTraffic::draw_set(int tile) {
  std::vector<int> tiles;
  while (static_cast<int>(tiles.size()) < spec_.traffic.destinations) {
    const int drawn = uniform(tile);
    if (std::find(tiles.begin(), tiles.end(), drawn) == tiles.end()) tiles.push_back(drawn);
  }
  return tiles;
}

Offer MulticastTraffic::next(int tile) {
  if (spreader_.has_copies(tile)) return spreader_.next_copy(tile);
  Offer offer;
  offer.birth = next_birth(tile);
  if (offer.birth == Offer::kNever) return offer;
  offer.flits = static_cast<std::uint16_t>(spec_.traffic.packet_flits);
  const int drawn = tile * sets_of_tile_ + random(tile).below(sets_of_tile_);
  return spreader_.first(tile, sets_[static_cast<std::size_t>(drawn)], offer);
}

}  // namespace spikeloom
