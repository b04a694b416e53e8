// SPDX-License-Identifier: Apache-2.0
#pragma once
// What traffic terminals send: for every tile a sequence of packets, asked for one after the other, so that a source
// queue needs no memory however long it grows.

#include <memory>
#include <vector>

#include "noc/alone/spec.hpp"
#include "sim/machine/router.hpp"

namespace spikeloom {

/// A packet to be sent.
struct Offer {
  Cycle birth = kNever;           ///< cycle in which it was made; it is sent then or later
  std::uint16_t destination = 0;  ///< as in Flit
  std::uint16_t flits = 1;
  std::uint16_t receivers = 1;  ///< tiles that each get all its flits
  static constexpr Cycle kNever = ~Cycle{0};
};

class Traffic {
 public:
  virtual ~Traffic() = default;
  /// The next packet of a tile, in the order of births; birth kNever: there is none any more.
  virtual Offer next(int tile) = 0;
};

/// Registers what it sends to several tiles with the fabric: call it before the simulation starts. The spec must live
/// as long as the traffic.
std::unique_ptr<Traffic> make_traffic(const NocAloneSpec& spec, Fabric& fabric);

}  // namespace spikeloom
