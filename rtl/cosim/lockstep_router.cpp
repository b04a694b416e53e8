// SPDX-License-Identifier: Apache-2.0
#include "rtl/cosim/lockstep_router.hpp"

#include <algorithm>

#include "rtl/cosim/lockstep_values.hpp"
#include "rtl/cosim/router_comparison.hpp"

namespace spikeloom {
LockstepRouter::LockstepRouter(const sc_core::sc_module_name& name, const RouterContext& context, ModelLibrary& models)
    : Router(name),
      context_(context),
      block_(context.chip.scheduler.add(*this)),
      model_(context.fabric.make_router("model", context.tile)),
      twin_(context, choose_router(models, context.chip.noc)),
      lockstep_(place_in_chip(this->name()), context.lockstep,
                [this](const std::string& path, Cycle first, Cycle last) { write_waveform(path, first, last); }) {
  add_link_ports(lockstep_, twin_.vcs(), flit_ports_, credit_ports_);
  for (int port = 0; port < kDirections; ++port) wire(port);
  context.lockstep.add(*this);
}

void LockstepRouter::wire(int port) {
  const auto p = static_cast<std::size_t>(port);
  sides_[p].attach(*this, port, links[p].in);
  taps_[p].owner = this;
  taps_[p].port = port;
  model_->links[p].out.flits(taps_[p]);
  model_->links[p].out.credits(taps_[p]);
}

void LockstepRouter::step(Cycle now) {
  if (twin_.step(now, *this)) lockstep_.count_cycle();
  lockstep_.compare(now);
  if (twin_.busy()) context_.chip.scheduler.wake(block_, now + 1);
}

void LockstepRouter::side_flit(int port, const Flit& flit, Cycle arrival) {
  static_cast<FlitSink&>(model_->links[static_cast<std::size_t>(port)].in.flits).receive(flit, arrival);
  twin_.receive(port, flit, arrival);
  stimuli_.push_back({arrival, flit, static_cast<std::uint8_t>(port), false});
  context_.chip.scheduler.wake(block_, arrival);
}

void LockstepRouter::side_credit(int port, int vc, Cycle arrival) {
  static_cast<CreditSink&>(model_->links[static_cast<std::size_t>(port)].in.credits).credit(vc, arrival);
  twin_.credit(port, vc, arrival);
  stimuli_.push_back({arrival, Flit(0, 0, vc, 0, false), static_cast<std::uint8_t>(port), true});
  context_.chip.scheduler.wake(block_, arrival);
}

void LockstepRouter::model_flit(int port, const Flit& flit, Cycle arrival) {
  lockstep_.model(flit_ports_[static_cast<std::size_t>(port)], arrival,
                  value_of(to_wires(flit, twin_.flit_bits()), twin_.flit_bits()));
  context_.chip.scheduler.wake(block_, arrival);
  links[static_cast<std::size_t>(port)].out.flits->receive(flit, arrival);
}

void LockstepRouter::model_credit(int port, int vc, Cycle arrival) {
  lockstep_.model(credit_ports_[static_cast<std::size_t>(port * twin_.vcs() + vc)], arrival, {});
  context_.chip.scheduler.wake(block_, arrival);
  links[static_cast<std::size_t>(port)].out.credits->credit(vc, arrival);
}

void LockstepRouter::rtl_flit(int port, const WireFlit& wires, Cycle arrival) {
  lockstep_.rtl(flit_ports_[static_cast<std::size_t>(port)], arrival, value_of(wires, twin_.flit_bits()));
}

void LockstepRouter::rtl_credit(int port, int vc, Cycle arrival) {
  lockstep_.rtl(credit_ports_[static_cast<std::size_t>(port * twin_.vcs() + vc)], arrival, {});
}

void LockstepRouter::finish_lockstep() {
  lockstep_.finish();
  compare_router_counts(lockstep_, model_->counts(), twin_.counts(context_.chip.scheduler.now()));
}

// Once more from the beginning, into a second model that can be traced.
void LockstepRouter::write_waveform(const std::string& path, Cycle first, Cycle last) const {
  struct Nobody final : RouterTransactor::Listener {
    void rtl_flit(int, const WireFlit&, Cycle) override {}
    void rtl_credit(int, int, Cycle) override {}
  } nobody;
  std::vector<Stimulus> stimuli = stimuli_;
  std::stable_sort(stimuli.begin(), stimuli.end(),
                   [](const Stimulus& a, const Stimulus& b) { return a.arrival < b.arrival; });
  RouterTransactor traced(context_, twin_.model(), true);
  traced.configure();
  bool open = false;
  std::size_t next = 0;
  for (Cycle now = 0; now <= last; ++now) {
    if (!traced.busy() && next < stimuli.size() && !open) now = std::max(now, std::min(stimuli[next].arrival, first));
    for (; next < stimuli.size() && stimuli[next].arrival <= now; ++next) {
      const Stimulus& in = stimuli[next];
      if (in.is_credit)
        traced.credit(in.port, in.flit.vc, in.arrival);
      else
        traced.receive(in.port, in.flit, in.arrival);
    }
    if (!open && now >= first) traced.open_waveform(path);
    open = open || now >= first;
    traced.step(now, nobody);
  }
}

}  // namespace spikeloom
