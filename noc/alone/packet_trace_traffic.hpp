// SPDX-License-Identifier: Apache-2.0
#pragma once
// Recorded packets as traffic.

#include "noc/alone/spreader.hpp"

namespace spikeloom {

class TraceTraffic final : public Traffic {
 public:
  TraceTraffic(const NocAloneSpec& spec, Fabric& fabric);
  Offer next(int tile) override;

 private:
  static constexpr std::uint32_t kOneDestination = ~std::uint32_t{0};
  /// The packets of one tile, as indices in the trace, and how many of them it has offered.
  struct Queue {
    std::vector<std::uint32_t> packets;
    std::size_t offered = 0;
  };

  const Trace& trace_;
  Spreader spreader_;
  std::vector<Queue> queues_;
  std::vector<std::uint32_t> sets_;  ///< of each packet of the trace: number in the spreader, or kOneDestination
};

}  // namespace spikeloom
