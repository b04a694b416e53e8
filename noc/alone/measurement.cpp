// SPDX-License-Identifier: Apache-2.0
#include "noc/alone/measurement.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace spikeloom {
namespace {

constexpr double kSaturatedShare = 0.02;

}  // namespace

Measurement::Measurement(const NocAloneSpec& spec)
    : spec_(spec),
      begin_(spec.phases.warmup_cycles),
      cycles_(spec.phases.measure_cycles),
      longest_(static_cast<std::uint32_t>(spec.longest_packet_flits())),
      numbers_(static_cast<std::size_t>(spec.tiles()), 0) {
  for (int tile = 0; tile < spec.tiles(); ++tile)
    positions_.push_back(
        {static_cast<std::uint16_t>(tile % spec.mesh.columns), static_cast<std::uint16_t>(tile / spec.mesh.columns)});
}

std::uint32_t Measurement::unused_slot() {
  if (unused_ != kNone) return std::exchange(unused_, static_cast<std::uint32_t>(slot_of(unused_).birth));
  if (slots_used_ % kChunk == 0) {
    slots_.push_back(std::make_unique<Slot[]>(kChunk));
    if (longest_ > 1) delays_.resize(slots_.size() * kChunk * longest_);
  }
  return slots_used_++;
}

std::uint32_t Measurement::open(int tile, const Offer& offer, Cycle now) {
  const std::uint32_t packet = unused_slot();
  const std::uint64_t number = numbers_[static_cast<std::size_t>(tile)]++;
  Slot& slot = slot_of(packet);
  slot.birth = offer.birth;
  slot.departure = now;
  slot.name = static_cast<std::uint64_t>(tile) << kNumberBits | number;
  slot.receivers = offer.receivers;
  slot.measured = is_measured(offer.birth) ? 1 : 0;
  ++packets_;
  ++open_;
  open_measured_ += slot.measured;
  return packet;
}

void Measurement::measure(const Slot& slot, const Flit& flit, Cycle arrival, int tile) {
  last_measured_arrival_ = std::max(last_measured_arrival_, arrival);
  const Cycle after_head = flit.head() ? 0 : delays_[flit.packet * longest_ + flit.position];
  flit_.add(arrival - slot.departure - after_head);
  if (flit.head()) head_.add(arrival - slot.birth);
  if (!flit.tail) return;
  packet_.add(arrival - slot.birth);
  network_.add(arrival - slot.departure);
  hops_ += static_cast<std::uint64_t>(hops(slot.source(), tile));
}

bool Measurement::close(std::uint32_t packet) {
  Slot& slot = slot_of(packet);
  slot.birth = std::exchange(unused_, packet);
  --open_;
  open_measured_ -= slot.measured;
  return open_ == 0 || open_measured_ == 0;
}

/// Every routing is minimal: the routers on a shortest way.
int Measurement::hops(int from, int to) const {
  const Position& a = positions_[static_cast<std::size_t>(from)];
  const Position& b = positions_[static_cast<std::size_t>(to)];
  int columns = std::abs(a.column - b.column), rows = std::abs(a.row - b.row);
  if (spec_.noc.topology == Topology::Torus) {
    columns = std::min(columns, spec_.mesh.columns - columns);
    rows = std::min(rows, spec_.mesh.rows - rows);
  }
  return columns + rows + 1;
}

bool Measurement::is_saturated() const {
  if (spec_.traffic.pattern == Pattern::Trace || flits_born_ <= flits_accepted_) return false;
  const auto behind = static_cast<double>(flits_born_ - flits_accepted_);
  const double packet_a_tile =
      static_cast<double>(spec_.traffic.packet_flits) * spec_.traffic.destinations * spec_.tiles();
  return behind > std::max(kSaturatedShare * static_cast<double>(flits_born_), packet_a_tile);
}

NocResults Measurement::results(bool drained) const {
  NocResults results;
  results.packet_latency = packet_.figures();
  results.network_latency = network_.figures();
  results.flit_latency = flit_.figures();
  results.head_latency = head_.figures();
  const std::uint64_t finished = results.packet_latency.count;
  results.hops_mean = finished == 0 ? 0 : static_cast<double>(hops_) / static_cast<double>(finished);
  const double tile_cycles = static_cast<double>(cycles_) * spec_.tiles();
  results.offered_rate = static_cast<double>(flits_born_) / tile_cycles;
  results.accepted_rate = static_cast<double>(flits_accepted_) / tile_cycles;
  results.drained = drained;
  results.saturated = !drained || is_saturated();
  results.measured_packets = measured_born_;
  results.unfinished_packets = measured_born_ - finished;
  results.packets = packets_;
  results.flits = flits_arrived_;
  results.flit_hash = hash_.value();
  return results;
}

}  // namespace spikeloom
