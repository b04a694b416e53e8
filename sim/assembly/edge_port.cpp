// SPDX-License-Identifier: Apache-2.0
#include "sim/assembly/edge_port.hpp"

#include <algorithm>

namespace spikeloom {

EdgePort::EdgePort(const sc_core::sc_module_name& name, ChipContext& chip, const ChipSpec& spec, int tile)
    : sc_core::sc_module(name),
      chip_(chip),
      tile_(tile),
      block_(chip.scheduler.add(*this)),
      injector_(spec.noc.vcs, spec.noc.buffer_flits, spec.noc.link_interval_cycles),
      channel_(spec.dram, spec.clock_mhz) {
  link.in.flits(static_cast<FlitSink&>(*this));
  link.in.credits(static_cast<CreditSink&>(*this));
}

void EdgePort::start_of_simulation() { chip_.scheduler.wake(block_, 1); }

void EdgePort::receive(const Flit& flit, Cycle arrival) {
  queue_.receive(flit, arrival);
  chip_.flit_hash.arrival(chip_.packets[flit.packet], flit.position, arrival,
                          edge_destination(chip_.mapping.target.tiles(), tile_));
  actions_.add(Action::QueuePush);
  chip_.scheduler.wake(block_, arrival);
}

void EdgePort::credit(int vc, Cycle arrival) {
  injector_.credit(vc, arrival);
  chip_.scheduler.wake(block_, arrival);
}

void EdgePort::step(Cycle now) {
  take_packets(now);
  queue_.return_credit(now, link.out);
  if (outgoing_.empty()) prepare(now);
  send(now);
  wake_next(now);
}

// Rows for DRAM are taken as fast as it writes them; what waits for that waits for nothing else.
bool EdgePort::must_wait(Cycle now) const {
  const Packet& front = chip_.packets[queue_.front().packet];
  return is_edge_consumer(front.slice) && front.slice != kHostSlice && channel_.free_at() > now;
}

void EdgePort::take_packets(Cycle now) {
  while (queue_.ready(now) && !must_wait(now)) {
    const InputQueue::Entry entry = queue_.pop();
    actions_.add(Action::QueuePop, static_cast<std::uint64_t>(entry.flits));
    take(chip_.packets.take(entry.packet), now);
  }
}

void EdgePort::take(const Packet& packet, Cycle now) {
  if (packet.kind == PacketKind::Credit) {
    for (const auto& stream : streams_)
      if (stream->sender() == packet.slice) stream->credit(packet.entry, packet.count);
  } else if (packet.slice == kHostSlice) {
    logits_->take(packet, now);
  } else {
    stores_.at(store_of(packet.slice))->take(packet, now);
  }
}

// Streams take turns.
void EdgePort::prepare(Cycle now) {
  for (const auto& stream : streams_) stream->read_ahead(now);
  for (std::size_t i = 1; i <= streams_.size(); ++i) {
    const std::size_t next = (stream_ + i) % streams_.size();
    if (!streams_[next]->prepare(now, outgoing_)) continue;
    stream_ = next;
    return;
  }
}

void EdgePort::send(Cycle now) {
  if (outgoing_.empty() || !injector_.ready(now, outgoing_.front().vc)) return;
  const Packet& packet = outgoing_.front();
  if (injector_.sent() == 0) {
    handle_ = chip_.packets.add(packet);
    streams_[stream_]->leaves(packet, now);
  }
  actions_.add(Action::FlitSend);
  injector_.send(link.out, handle_, packet.destination, packet.flits, now, now + 1, packet.vc);
  if (injector_.sent() == 0) outgoing_.pop_front();
}

void EdgePort::wake_next(Cycle now) {
  Cycle next = Injector::kNever;
  if (!outgoing_.empty())
    next = injector_.next_try(now, outgoing_.front().vc);
  else
    for (const auto& stream : streams_) next = std::min(next, stream->next_try(now));
  if (queue_.places_owed()) next = now + 1;
  if (queue_.ready(now)) next = std::min(next, channel_.free_at());
  if (next != Injector::kNever) chip_.scheduler.wake(block_, next);
}

bool EdgePort::done() const {
  if (logits_ != nullptr && !logits_->finished()) return false;
  return std::all_of(streams_.begin(), streams_.end(), [](const auto& stream) { return stream->finished(); }) &&
         std::all_of(stores_.begin(), stores_.end(), [](const auto& store) { return store.second->finished(); });
}

ActionCounts EdgePort::actions() const {
  ActionCounts all = actions_;
  all += channel_.actions();
  return all;
}

std::vector<std::string> EdgePort::waiting() const {
  const int columns = chip_.mapping.target.columns;
  const std::string who =
      "port of tile (" + std::to_string(tile_ % columns) + "," + std::to_string(tile_ / columns) + "): ";
  std::vector<std::string> lines;
  for (const auto& stream : streams_)
    if (!stream->finished()) lines.push_back(who + stream->waiting());
  for (const auto& store : stores_)
    if (!store.second->finished()) lines.push_back(who + store.second->waiting());
  if (logits_ != nullptr && !logits_->finished() && lines.empty())
    lines.push_back(who + "all images sent, waits for logits");
  return lines;
}

}  // namespace spikeloom
