// SPDX-License-Identifier: Apache-2.0
#include "cores/packetizer.hpp"

namespace spikeloom {

// Every row that somebody takes has a packet at least: its end.
void Packetizer::send_row() {
  --reserved_;
  if (reserved_row().deliveries->row_ends.empty()) return;
  ++filled_;
  if (filled_ == 1) encoder_.next(rows_[first_], word_);
}

void Packetizer::add_credit(int slice, const CreditGrant& grant) {
  credits_.push_back({slice, grant});
  if (credits_.size() == 1) build_credit();
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

// All flits of the front packet have left; true when that was a row's last.
bool Packetizer::pop() {
  if (!credit_under_way_) return !encoder_.next(rows_[first_], word_) && next_row();
  credit_actions_.add(Action::FlitSend, credit_.flits);
  credits_.pop_front();
  if (!credits_.empty()) build_credit();
  return false;
}

bool Packetizer::next_row() {
  first_ = (first_ + 1) % rows_.size();
  --filled_;
  if (filled_ > 0) encoder_.next(rows_[first_], word_);
  return true;
}

}  // namespace spikeloom
