// SPDX-License-Identifier: Apache-2.0
#include "noc/alone/traffic_terminal.hpp"

namespace spikeloom {

TrafficTerminal::TrafficTerminal(const sc_core::sc_module_name& name, NocAloneContext& context, int tile)
    : sc_core::sc_module(name),
      context_(context),
      tile_(tile),
      block_(context.scheduler.add(*this)),
      latency_(static_cast<Cycle>(context.spec.traffic.terminal_latency_cycles)),
      injector_(context.spec.noc.vcs, context.spec.noc.buffer_flits, context.spec.noc.link_interval_cycles) {
  link.in.flits(static_cast<FlitSink&>(*this));
  link.in.credits(static_cast<CreditSink&>(*this));
}

bool TrafficTerminal::begin() {
  flits_out_ = link.out.flits[0];
  credits_out_ = link.out.credits[0];
  offer_ = context_.traffic.next(tile_);
  context_.measurement.born(offer_);
  if (offer_.birth <= context_.control.last_send()) context_.scheduler.wake(block_, offer_.birth);
  return offer_.birth < context_.measurement.end();
}

void TrafficTerminal::step(Cycle now) {
  if (offer_.birth > now) return wake_next(now);  // woken for a credit that came after the need for it
  if (injector_.sent() == 0 && !context_.control.may_send(now)) return;
  if (injector_.ready(now)) send(now);
  wake_next(now);
}

void TrafficTerminal::send(Cycle now) {
  const int position = injector_.sent();
  if (position == 0)
    packet_ = context_.measurement.open(tile_, offer_, now);
  else
    context_.measurement.sent(packet_, position, now);
  injector_.send(*flits_out_, packet_, offer_.destination, offer_.flits, now, now + latency_);
  if (injector_.sent() == 0) draw(now);
}

void TrafficTerminal::draw(Cycle now) {
  const Cycle end = context_.measurement.end();
  const bool was_before = offer_.birth < end;
  offer_ = context_.traffic.next(tile_);
  context_.measurement.born(offer_);
  if (was_before && offer_.birth >= end) context_.control.source_passed(now);
}

void TrafficTerminal::wake_next(Cycle now) {
  if (offer_.birth > now) {
    if (offer_.birth <= context_.control.last_send()) context_.scheduler.wake(block_, offer_.birth);
    return;
  }
  const Cycle next = injector_.next_try(now);
  waiting_ = next == Injector::kNever;
  if (!waiting_) context_.scheduler.wake(block_, next);
}

void TrafficTerminal::receive(const Flit& flit, Cycle arrival) {
  credits_out_->credit(flit.vc, arrival + latency_);
  if (context_.measurement.arrived(flit, arrival, tile_)) context_.control.look();
}

void TrafficTerminal::credit(int vc, Cycle arrival) {
  injector_.credit(vc, arrival);
  if (!waiting_) return;
  waiting_ = false;
  context_.scheduler.wake(block_, arrival);
}

void TrafficTerminal::count_unsent() {
  // The packet under way or next was counted when it was drawn.
  while (offer_.birth < context_.measurement.end()) {
    offer_ = context_.traffic.next(tile_);
    context_.measurement.born(offer_);
  }
}

}  // namespace spikeloom
