// SPDX-License-Identifier: Apache-2.0
#include "cores/packetizer.hpp"

#include <algorithm>

namespace spikeloom {

// Every row that somebody takes by packets has one at least: its end.
void Packetizer::send_row() {
  --reserved_;
  const LeavingRow& row = reserved_row();
  if (row.deliveries->row_ends.empty() && row.homes == 0) return;
  ++held_;
  if (sent_ + 1 == held_) begin_row();
}

void Packetizer::home_taken(LeavingRow& row) {
  --row.homes;
  free_rows();
}

void Packetizer::add_credit(int slice, const CreditGrant& grant) {
  credits_.push_back({slice, grant});
  if (credits_.size() == 1) build_credit();
}

bool Packetizer::send(Cycle now, LinkOut& link, PacketPool& packets) {
  if (!pending()) return false;
  const Packet& packet = front();
  if (!waiting_) waiting_since_ = now;  // what there is to send came in this step
  waiting_ = true;
  if (!injector_.ready(now, packet.vc)) return false;
  stall_cycles_ += now - std::max(waiting_since_, injector_.next_departure());
  ++busy_cycles_;
  if (injector_.sent() == 0) {
    credit_under_way_ = sends_credit();
    handle_ = packets.add(packet);
  }
  injector_.send(link, handle_, packet.destination, packet.flits, now, now + 1, packet.vc);
  const bool freed = injector_.sent() == 0 && pop();
  waiting_ = pending();
  return freed;
}

bool Packetizer::can_send(Cycle now, Cycle& at) const {
  at = pending() ? injector_.next_try(now, front().vc) : Injector::kNever;
  return at != Injector::kNever;
}

// All flits of the front packet have left; true when that was a row's last.
bool Packetizer::pop() {
  if (!credit_under_way_) {
    if (encoder_.next(leaving(), word_)) return false;
    ++sent_;
    begin_row();
    return free_rows();
  }
  credit_actions_.add(Action::FlitSend, credit_.flits);
  credits_.pop_front();
  if (!credits_.empty()) build_credit();
  return false;
}

// The first packet of the next row that has some; rows that stay here have none.
void Packetizer::begin_row() {
  while (sent_ < held_ && leaving().deliveries->row_ends.empty()) ++sent_;
  if (sent_ < held_) encoder_.next(leaving(), word_);
}

bool Packetizer::free_rows() {
  const std::size_t before = held_;
  for (; sent_ > 0 && rows_[first_].homes == 0; --sent_, --held_) first_ = (first_ + 1) % rows_.size();
  return held_ < before;
}

}  // namespace spikeloom
