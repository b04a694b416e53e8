// SPDX-License-Identifier: Apache-2.0
#pragma once
// Packets of a Bernoulli process: in every cycle every tile makes one with probability injection_rate / packet_flits.

#include "noc/alone/random.hpp"
#include "noc/alone/traffic.hpp"

namespace spikeloom {

class SyntheticTraffic : public Traffic {
 public:
  explicit SyntheticTraffic(const NocAloneSpec& spec);
  Offer next(int tile) override;

 protected:
  /// Birth of the next packet of a tile, or kNever.
  Cycle next_birth(int tile);
  int uniform(int tile);
  SplitMix& random(int tile) { return random_[static_cast<std::size_t>(tile)]; }
  const NocAloneSpec& spec_;

 private:
  int destination(int tile);

  bool silent_;
  GeometricGap gap_;
  Coin to_hotspot_;
  std::vector<SplitMix> random_;
  std::vector<Cycle> first_coin_;     ///< of each tile: cycle of the first coin not yet tossed
  std::vector<std::uint16_t> fixed_;  ///< destination of each tile under a permutation; else empty
};

}  // namespace spikeloom
