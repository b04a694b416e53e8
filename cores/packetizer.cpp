// SPDX-License-Identifier: Apache-2.0
#include "cores/packetizer.hpp"

namespace spikeloom {

void Packetizer::fill_row(std::vector<Packet> packets, ActionCounts& counts) {
  --reserved_;
  counts.add(Action::FlitSend, packets.size());
  for (const Packet& packet : packets)
    if (packet.kind != PacketKind::RowEnd) counts.add(Action::WordEncode);
  if (!packets.empty()) rows_.push_back({std::move(packets), 0});
}

bool Packetizer::send(Cycle now, LinkOut& link, PacketPool& packets) {
  places_.collect(now);
  if (!pending()) return false;
  if (!places_.available()) {
    if (!stalled_) stalled_since_ = now;
    stalled_ = true;
    return false;
  }
  if (stalled_) stall_cycles_ += now - stalled_since_;
  stalled_ = false;
  places_.spend();
  ++busy_cycles_;
  const Packet& packet = front();
  link.flits->receive({packets.add(packet), packet.destination}, now + 1);
  return pop();
}

bool Packetizer::can_send(Cycle now, Cycle& at) const {
  if (!pending() || (!places_.available() && !places_.under_way())) return false;
  at = places_.available() ? now + 1 : places_.next_arrival();
  return true;
}

bool Packetizer::pop() {
  if (!credits_.empty()) {
    credit_actions_.add(Action::FlitSend);
    credits_.pop_front();
    return false;
  }
  if (++rows_.front().next < rows_.front().packets.size()) return false;
  rows_.pop_front();
  return true;
}

}  // namespace spikeloom
