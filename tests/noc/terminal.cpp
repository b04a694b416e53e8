// SPDX-License-Identifier: Apache-2.0
#include "tests/noc/terminal.hpp"

#include <algorithm>

namespace spikeloom {

Terminal::Terminal(const sc_core::sc_module_name& name, TerminalContext& context, int place)
    : sc_core::sc_module(name),
      context_(context),
      place_(place),
      block_(context.scheduler.add(*this)),
      injector_(context.mesh.noc.vcs, context.mesh.noc.buffer_flits, context.mesh.noc.link_interval_cycles),
      channels_(static_cast<std::size_t>(context.mesh.noc.vcs)) {
  link.in.flits(static_cast<FlitSink&>(*this));
  link.in.credits(static_cast<CreditSink&>(*this));
  to_tap_.flits(tap_);
}

void Terminal::start_of_simulation() {
  if (!planned_.empty())
    context_.scheduler.wake(block_, std::max<Cycle>(1, context_.mesh.packets[planned_.front()].cycle));
}

void Terminal::step(Cycle now) {
  serve(now);
  inject(now);
}

void Terminal::inject(Cycle now) {
  if (planned_.empty()) return;
  const std::size_t packet = planned_.front();
  const PlannedPacket& plan = context_.mesh.packets[packet];
  if (plan.cycle > now) {
    context_.scheduler.wake(block_, plan.cycle);
    return;
  }
  if (injector_.ready(now)) {
    const Cycle arrival = now + static_cast<Cycle>(context_.mesh.injection_delay_cycles);
    injector_.send(to_tap_, static_cast<std::uint32_t>(packet), context_.destinations[packet], plan.flits, now,
                   arrival);
    if (injector_.sent() == 0) planned_.pop_front();
  }
  const Cycle next = injector_.next_try(now);
  if (!planned_.empty() && next != Injector::kNever) context_.scheduler.wake(block_, std::max(next, now + 1));
}

void Terminal::sent(const Flit& flit, Cycle arrival) {
  ++credits_out_;
  int& vc = context_.outcome.injection_vcs[flit.packet];
  if (!flit.head() && vc != flit.vc) fault("a source changed the virtual channel within a packet");
  vc = flit.vc;
  link.out.flits->receive(flit, arrival);
}

void Terminal::serve(Cycle now) {
  if (queue_.empty()) return;
  if (queue_.front().arrival <= now && serve_at_ <= now) {
    const int vc = queue_.front().vc;
    queue_.pop_front();
    --channels_[static_cast<std::size_t>(vc)].queued;
    link.out.credits->credit(vc, now + 1);
    serve_at_ = now + static_cast<Cycle>(std::max(1, context_.mesh.service_cycles));
  }
  if (!queue_.empty()) context_.scheduler.wake(block_, std::max({queue_.front().arrival, serve_at_, now + 1}));
}

void Terminal::receive(const Flit& flit, Cycle arrival) {
  if (flit.vc >= channels_.size() || flit.packet >= context_.mesh.packets.size()) {
    fault("no such packet or virtual channel");
    return;
  }
  Channel& channel = channels_[flit.vc];
  check_order(flit, channel);
  if (arrival <= std::max(last_arrival_, context_.scheduler.now())) fault("two flits in one cycle, or too early");
  last_arrival_ = arrival;
  if (++channel.queued > context_.mesh.places_of(place_)) fault("a flit came to a full sink");
  const std::size_t destination = destination_index(flit.packet);
  const PlannedPacket& packet = context_.mesh.packets[flit.packet];
  if (destination == packet.destinations.size() || flit.position >= packet.flits) {
    fault("a flit came to the wrong sink");
  } else {
    Arrival& slot = context_.outcome.arrivals[context_.index.of(flit.packet, destination, flit.position)];
    if (slot.cycle != 0) fault("a flit came twice");
    slot = {arrival, flit.vc};
  }
  queue_.push_back({arrival, flit.vc});
  context_.scheduler.wake(block_, std::max(arrival, serve_at_));
}

void Terminal::check_order(const Flit& flit, Channel& channel) {
  if (flit.head() != (channel.packet == kNoPacket)) fault("a packet within another, or a flit without its head");
  if (flit.head()) {
    channel.packet = flit.packet;
    channel.next_flit = 0;
  }
  if (channel.packet != flit.packet || channel.next_flit != flit.position) fault("a flit out of order");
  const bool last = flit.position + 1 == context_.mesh.packets[flit.packet].flits;
  if (last != (flit.tail != 0)) fault("the mark of the tail is wrong");
  ++channel.next_flit;
  if (flit.tail != 0) channel.packet = kNoPacket;
}

void Terminal::credit(int vc, Cycle arrival) {
  if (--credits_out_ < 0) fault("a credit too many");
  injector_.credit(vc, arrival);
  context_.scheduler.wake(block_, arrival);
}

std::size_t Terminal::destination_index(std::size_t packet) const {
  const std::vector<int>& all = context_.mesh.packets[packet].destinations;
  return static_cast<std::size_t>(std::find(all.begin(), all.end(), place_) - all.begin());
}

void Terminal::check_drained() {
  if (!planned_.empty()) fault("packets were not sent");
  if (credits_out_ != 0) fault("credits of the router are missing");
  for (const Channel& channel : channels_) {
    if (channel.packet != kNoPacket) fault("a packet did not arrive to its tail");
    if (channel.queued != 0) fault("flits are left in the queue");
  }
}

void Terminal::fault(const std::string& what) {
  constexpr std::size_t kEnough = 10;
  if (context_.outcome.faults.size() < kEnough)
    context_.outcome.faults.push_back("cycle " + std::to_string(context_.scheduler.now()) + ", terminal " +
                                      std::to_string(place_) + ": " + what);
}

}  // namespace spikeloom
