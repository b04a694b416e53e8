// SPDX-License-Identifier: Apache-2.0
#include "noc/alone/spreader.hpp"

#include <algorithm>

namespace spikeloom {

std::size_t Spreader::add(int source, const std::vector<int>& tiles) {
  std::pair<int, std::vector<int>> key(source, tiles);
  std::sort(key.second.begin(), key.second.end());
  const auto [entry, added] = numbers_.emplace(std::move(key), sets_.size());
  if (!added) return entry->second;
  Set set;
  if (tree_) set.group = fabric_.add_group(source, entry->first.second);
  for (const int tile : entry->first.second) set.tiles.push_back(static_cast<std::uint16_t>(tile));
  sets_.push_back(std::move(set));
  return entry->second;
}

Offer Spreader::first(int tile, std::size_t set, Offer offer) {
  if (tree_) {
    offer.destination = sets_[set].group;
    offer.receivers = static_cast<std::uint16_t>(sets_[set].tiles.size());
    return offer;
  }
  copies_[static_cast<std::size_t>(tile)] = {offer, set, 0};
  return next_copy(tile);
}

bool Spreader::has_copies(int tile) const {
  const Copies& copies = copies_[static_cast<std::size_t>(tile)];
  return copies.next > 0 && copies.next < sets_[copies.set].tiles.size();
}

Offer Spreader::next_copy(int tile) {
  Copies& copies = copies_[static_cast<std::size_t>(tile)];
  copies.offer.destination = sets_[copies.set].tiles[copies.next++];
  return copies.offer;
}

}  // namespace spikeloom
