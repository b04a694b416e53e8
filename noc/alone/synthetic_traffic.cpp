// SPDX-License-Identifier: Apache-2.0
#include "noc/alone/synthetic_traffic.hpp"

#include "noc/alone/patterns.hpp"

namespace spikeloom {
namespace {

double birth_probability(const TrafficSpec& traffic) { return traffic.injection_rate / traffic.packet_flits; }

}  // namespace

SyntheticTraffic::SyntheticTraffic(const NocAloneSpec& spec)
    : spec_(spec),
      silent_(birth_probability(spec.traffic) <= 0),
      gap_(silent_ ? 1 : birth_probability(spec.traffic)),
      to_hotspot_(spec.traffic.pattern == Pattern::Hotspot ? spec.traffic.hotspot_fraction : 0),
      first_coin_(static_cast<std::size_t>(spec.tiles()), 0) {
  for (int tile = 0; tile < spec.tiles(); ++tile) {
    random_.emplace_back(spec.traffic.seed, static_cast<std::uint64_t>(tile));
    if (is_permutation(spec.traffic.pattern))
      fixed_.push_back(static_cast<std::uint16_t>(permuted(spec.traffic.pattern, spec.mesh, tile)));
  }
}

Cycle SyntheticTraffic::next_birth(int tile) {
  if (silent_) return Offer::kNever;
  Cycle& coin = first_coin_[static_cast<std::size_t>(tile)];
  const Cycle birth = coin + gap_.draw(random(tile));
  coin = birth + 1;
  return birth;
}

Offer SyntheticTraffic::next(int tile) {
  Offer offer;
  offer.birth = next_birth(tile);
  if (offer.birth == Offer::kNever) return offer;
  offer.destination = static_cast<std::uint16_t>(destination(tile));
  offer.flits = static_cast<std::uint16_t>(spec_.traffic.packet_flits);
  return offer;
}

int SyntheticTraffic::destination(int tile) {
  if (!fixed_.empty()) return fixed_[static_cast<std::size_t>(tile)];
  if (spec_.traffic.pattern == Pattern::Hotspot && to_hotspot_.toss(random(tile))) {
    const std::vector<int>& hotspots = spec_.traffic.hotspots;
    return hotspots[static_cast<std::size_t>(random(tile).below(static_cast<int>(hotspots.size())))];
  }
  return uniform(tile);
}

int SyntheticTraffic::uniform(int tile) {
  if (spec_.traffic.uniform_includes_self) return random(tile).below(spec_.tiles());
  const int other = random(tile).below(spec_.tiles() - 1);
  return other < tile ? other : other + 1;
}

}  // namespace spikeloom
