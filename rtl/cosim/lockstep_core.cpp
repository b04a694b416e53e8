// SPDX-License-Identifier: Apache-2.0
#include "rtl/cosim/lockstep_core.hpp"

#include "chip/chip_spec.hpp"
#include "rtl/cosim/lockstep_values.hpp"

namespace spikeloom {

LockstepCore::LockstepCore(const sc_core::sc_module_name& name, const CoreContext& context, const MakeModel& make_model,
                           ModelLibrary& models)
    : Core(name),
      context_(context),
      block_(context.chip.scheduler.add(*this)),
      model_(make_model("model", context)),
      lockstep_(place_in_chip(this->name()), context.chip.lockstep,
                [this](const std::string& path, Cycle first, Cycle last) { write_waveform(path, first, last); }),
      flit_port_(lockstep_.add_port("flit", "flits", flit_text)),
      credit_port_(lockstep_.add_port("credit", "credits",
                                      [](const auto& value) { return "vc " + std::to_string(value.word[0]); })),
      rows_(context, lockstep_, block_),
      twin_(context, models, rows_.rtl_watcher()),
      leaving_(static_cast<std::size_t>(context.noc.vcs)) {
  inside_.owner = outside_.owner = this;
  link.in.flits(static_cast<FlitSink&>(inside_));
  link.in.credits(static_cast<CreditSink&>(inside_));
  model_->link.out.flits(outside_);
  model_->link.out.credits(outside_);
  context.chip.lockstep.add(*this);
}

void LockstepCore::step(Cycle now) {
  if (twin_.step(now, *this)) lockstep_.count_cycle();
  lockstep_.compare(now);
  if (twin_.busy()) context_.chip.scheduler.wake(block_, now + 1);
}

void LockstepCore::flit_in(const Flit& flit, Cycle arrival) {
  static_cast<FlitSink&>(model_->link.in.flits).receive(flit, arrival);
  const WireFlit& wires = twin_.receive(flit, context_.chip.packets[flit.packet], arrival);
  if (flit.tail) rows_.receive(context_.chip.packets[flit.packet]);
  stimuli_.add_flit(0, wires, arrival);
  context_.chip.scheduler.wake(block_, arrival);
}

void LockstepCore::credit_in(int vc, Cycle arrival) {
  static_cast<CreditSink&>(model_->link.in.credits).credit(vc, arrival);
  twin_.credit(vc, arrival);
  stimuli_.add_credit(0, vc, arrival);
  context_.chip.scheduler.wake(block_, arrival);
}

void LockstepCore::model_flit(const Flit& flit, Cycle arrival) {
  PacketBits& bits = leaving_[flit.vc];
  if (flit.head()) bits = twin_.codec().encode(context_.chip.packets[flit.packet]);
  const int flit_bits = twin_.parameters().FlitBits;
  lockstep_.model(flit_port_, arrival, value_of(wires_of(bits, flit, flit_bits), flit_bits));
  context_.chip.scheduler.wake(block_, arrival);
  link.out.flits->receive(flit, arrival);
}

void LockstepCore::model_credit(int vc, Cycle arrival) {
  Lockstep::Value value;
  value.add(static_cast<std::uint32_t>(vc));
  lockstep_.model(credit_port_, arrival, value);
  context_.chip.scheduler.wake(block_, arrival);
  link.out.credits->credit(vc, arrival);
}

void LockstepCore::rtl_flit(const WireFlit& flit, Cycle arrival) {
  WireFlit wires = flit;
  wires.user = 0;
  lockstep_.rtl(flit_port_, arrival, value_of(wires, twin_.parameters().FlitBits));
}

void LockstepCore::rtl_credit(int vc, Cycle arrival) {
  Lockstep::Value value;
  value.add(static_cast<std::uint32_t>(vc));
  lockstep_.rtl(credit_port_, arrival, value);
}

void LockstepCore::finish_lockstep() {
  lockstep_.finish();
  rows_.compare_counts(*model_, twin_.activity());
}

void LockstepCore::write_waveform(const std::string& path, Cycle first, Cycle last) const {
  const auto traced = twin_.make_dut(true);
  const auto put = [&traced](const Stimulus& in) {
    if (in.is_credit())
      traced->put_credit(in.credit_vc);
    else
      traced->put_flit(in.flit);
  };
  stimuli_.replay(*traced, put, path, first, last);
}

}  // namespace spikeloom
