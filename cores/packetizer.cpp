// SPDX-License-Identifier: Apache-2.0
#include "cores/packetizer.hpp"

namespace spikeloom {

void Packetizer::fill_row(std::vector<Packet> packets, ActionCounts& counts) {
  --reserved_;
  for (const Packet& packet : packets) {
    counts.add(Action::FlitSend, packet.flits);
    if (packet.kind != PacketKind::RowEnd) counts.add(Action::WordEncode);
  }
  if (!packets.empty()) rows_.push_back({std::move(packets), 0});
}

bool Packetizer::send(Cycle now, LinkOut& link, PacketPool& packets) {
  if (!pending()) return false;
  const Packet& packet = front();
  if (!injector_.ready(now, packet.vc)) {
    if (!stalled_) stalled_since_ = now;
    stalled_ = true;
    return false;
  }
  if (stalled_) stall_cycles_ += now - stalled_since_;
  stalled_ = false;
  ++busy_cycles_;
  if (injector_.sent() == 0) {
    credit_under_way_ = sends_credit();
    handle_ = packets.add(packet);
  }
  injector_.send(link, handle_, packet.destination, packet.flits, now, now + 1, packet.vc);
  return injector_.sent() == 0 && pop();
}

bool Packetizer::can_send(Cycle now, Cycle& at) const {
  at = pending() ? injector_.next_try(now, front().vc) : Injector::kNever;
  return at != Injector::kNever;
}

// All flits of the front packet have left.
bool Packetizer::pop() {
  if (credit_under_way_) {
    credit_actions_.add(Action::FlitSend, credits_.front().flits);
    credits_.pop_front();
    return false;
  }
  if (++rows_.front().next < rows_.front().packets.size()) return false;
  rows_.pop_front();
  return true;
}

}  // namespace spikeloom
