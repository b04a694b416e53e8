// SPDX-License-Identifier: Apache-2.0
#include "noc/alone/packet_trace_traffic.hpp"

namespace spikeloom {

TraceTraffic::TraceTraffic(const NocAloneSpec& spec, Fabric& fabric)
    : trace_(spec.trace), spreader_(fabric, spec), queues_(static_cast<std::size_t>(spec.tiles())) {
  for (const TracePacket& packet : trace_.packets) {
    queues_[packet.source].packets.push_back(static_cast<std::uint32_t>(sets_.size()));
    const auto begin = trace_.destinations.begin() + packet.first_destination;
    const std::vector<int> tiles(begin, begin + packet.destinations);
    sets_.push_back(tiles.size() == 1 ? kOneDestination
                                      : static_cast<std::uint32_t>(spreader_.add(packet.source, tiles)));
  }
}

Offer TraceTraffic::next(int tile) {
  if (spreader_.has_copies(tile)) return spreader_.next_copy(tile);
  Queue& queue = queues_[static_cast<std::size_t>(tile)];
  Offer offer;
  if (queue.offered == queue.packets.size()) return offer;
  const std::uint32_t index = queue.packets[queue.offered++];
  const TracePacket& packet = trace_.packets[index];
  offer.birth = packet.cycle;
  offer.flits = packet.flits;
  if (sets_[index] != kOneDestination) return spreader_.first(tile, sets_[index], offer);
  offer.destination = trace_.destinations[packet.first_destination];
  return offer;
}

}  // namespace spikeloom
