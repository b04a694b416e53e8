// SPDX-License-Identifier: Apache-2.0
#include "sim/assembly/weight_stream.hpp"

#include <algorithm>
#include <cstdlib>
#include <numeric>
#include <tuple>

#include "base/error.hpp"

namespace spikeloom {
namespace {

int distance(const Target& target, int a, int b) {
  return std::abs(a % target.columns - b % target.columns) + std::abs(a / target.columns - b / target.columns);
}

std::vector<WeightShare> all_weights(const Mapping& mapping) {
  std::vector<WeightShare> all;
  for (std::size_t i = 0; i < mapping.slices.size(); ++i) {
    const Slice& slice = mapping.slices[i];
    if (!mapping.is_load(slice) && slice.memory.weights > 0)
      all.push_back({static_cast<int>(i), slice.core, slice.memory.weights});
  }
  return all;
}

}  // namespace

std::vector<std::vector<WeightShare>> share_weights(const Mapping& mapping) {
  std::vector<WeightShare> all = all_weights(mapping);
  std::stable_sort(all.begin(), all.end(),
                   [](const WeightShare& a, const WeightShare& b) { return a.bytes > b.bytes; });
  const std::vector<int>& tiles = mapping.target.dram_ports;
  std::vector<std::vector<WeightShare>> ports(tiles.size());
  std::vector<std::int64_t> load(tiles.size(), 0);
  for (const WeightShare& share : all) {
    const auto price = [&](std::size_t port) {
      return std::make_tuple(load[port], distance(mapping.target, tiles[port], share.tile), port);
    };
    std::size_t best = 0;
    for (std::size_t port = 1; port < tiles.size(); ++port)
      if (price(port) < price(best)) best = port;
    ports[best].push_back(share);
    load[best] += share.bytes;
  }
  return ports;
}

int weight_packet_bytes(const Target& target) {
  for (int flits = std::max(1, target.input_queue_flits / 2); flits <= target.input_queue_flits; ++flits) {
    const int longest = std::min(flits, kMaxPacketFlits);
    if (const int bytes = (longest * target.flit_bits - kHeaderBits) / 8; bytes >= 1) return bytes;
  }
  throw InputError("chip: core.input_queue_flits " + std::to_string(target.input_queue_flits) + " of " +
                   std::to_string(target.flit_bits) + " bits hold no packet with a byte of weights");
}

WeightStream::WeightStream(const Target& target, std::vector<WeightShare> shares, DramChannel& channel, int vcs)
    : target_(target),
      shares_(std::move(shares)),
      requests_(channel),
      vcs_(vcs),
      packet_bytes_(weight_packet_bytes(target)) {}

int WeightStream::count_at(const Place& place) const {
  return static_cast<int>(std::min<std::int64_t>(packet_bytes_, shares_[place.share].bytes - place.bytes));
}

void WeightStream::advance(Place& place) const {
  place.bytes += count_at(place);
  if (place.bytes == shares_[place.share].bytes) place = {place.share + 1, 0};
}

void WeightStream::read_ahead(Cycle now) {
  while (requested_.share < shares_.size() && requests_.has_room(8 * count_at(requested_))) {
    requests_.request(now, 8 * count_at(requested_));
    advance(requested_);
  }
}

bool WeightStream::prepare(Cycle now, std::deque<Packet>& packets) {
  if (next_try(now) > now + 1 || requests_.ready_at() > now) return false;
  const WeightShare& share = shares_[sent_.share];
  Packet packet;
  packet.kind = PacketKind::Weights;
  packet.destination = static_cast<std::uint16_t>(share.tile);
  packet.slice = share.slice;
  packet.entry = static_cast<std::uint32_t>(sent_.bytes);
  packet.count = static_cast<std::uint16_t>(count_at(sent_));
  packet.flits = static_cast<std::uint8_t>(target_.packet_flits(8 * packet.count));
  packet.vc = static_cast<std::uint8_t>(share.slice % vcs_);
  packets.push_back(packet);
  advance(sent_);
  requests_.take();
  read_ahead(now);
  return true;
}

Cycle WeightStream::next_try(Cycle now) const {
  return requests_.empty() ? Injector::kNever : std::max(now + 1, requests_.ready_at());
}

}  // namespace spikeloom
