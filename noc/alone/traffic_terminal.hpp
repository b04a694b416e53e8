// SPDX-License-Identifier: Apache-2.0
#pragma once
// Source and sink at the local port of a router. Packets wait at their source without limit; what they wait there
// counts as latency. A flit sent in cycle t stands in the router in t + terminal_latency_cycles; the sink takes every
// flit in the cycle a in which it arrives, and its credit stands at the router in a + terminal_latency_cycles. With the
// default of 2 that is what BookSim's traffic manager does.

#include <string>

#include "noc/alone/phase_control.hpp"
#include "noc/alone/traffic.hpp"
#include "sim/machine/injector.hpp"

namespace spikeloom {

/// What all terminals of a run share.
struct NocAloneContext {
  Scheduler& scheduler;
  const NocAloneSpec& spec;
  Traffic& traffic;
  Measurement& measurement;
  PhaseControl& control;
};

class TrafficTerminal final : public sc_core::sc_module, public Clocked, private FlitSink, private CreditSink {
 public:
  LinkEnd link{"link"};

  TrafficTerminal(const sc_core::sc_module_name& name, NocAloneContext& context, int tile);

  /// Draws the first packet. True when it, or a later one, will be born before the measured phase ends.
  bool begin();
  void step(Cycle now) override;
  /// Counts the packets that were born in the measured phase and never sent. At the end.
  void count_unsent();

 private:
  void receive(const Flit& flit, Cycle arrival) override;
  void credit(int vc, Cycle arrival) override;
  void send(Cycle now);
  void draw(Cycle now);
  void wake_next(Cycle now);

  NocAloneContext& context_;
  FlitSink* flits_out_ = nullptr;      ///< what `link` is bound to, from begin() on: next to what each flit
  CreditSink* credits_out_ = nullptr;  ///< needs anyway, while a port lies lines of the cache away
  const int tile_;
  const int block_;
  const Cycle latency_;  ///< of flits and credits to the router
  Injector injector_;
  Offer offer_;               ///< the packet under way, or the next one
  std::uint32_t packet_ = 0;  ///< handle of the packet under way
  bool waiting_ = false;      ///< for a credit that is not under way yet
};

}  // namespace spikeloom
