// SPDX-License-Identifier: Apache-2.0
#include "rtl/cosim/lockstep_tile.hpp"

#include "chip/chip_spec.hpp"
#include "rtl/cosim/lockstep_values.hpp"
#include "rtl/cosim/router_comparison.hpp"

namespace spikeloom {

LockstepTile::LockstepTile(const sc_core::sc_module_name& name, const RouterContext& router, const CoreContext& core,
                           const MakeCore& make_core, ModelLibrary& models)
    : MonolithicTile(name),
      router_context_(router),
      core_context_(core),
      router_("router", *this),
      core_("core", *this),
      block_(core.chip.scheduler.add(core_)),
      model_router_(router.fabric.make_router("model_router", router.tile)),
      model_core_(make_core("model_core", core)),
      lockstep_(place_in_chip(this->name()), core.chip.lockstep,
                [this](const std::string& path, Cycle first, Cycle last) { write_waveform(path, first, last); }),
      rows_(core, lockstep_, block_),
      twin_(router, core, models, rows_.rtl_watcher(), *this),
      own_(kOwnPackets) {
  add_link_ports(lockstep_, core.noc.vcs, flit_ports_, credit_ports_);
  connect(model_router_->links[at(Direction::Local)], model_core_->link);
  for (int port = 0; port < kDirections; ++port)
    if (port != static_cast<int>(Direction::Local)) wire(port);
  core.chip.lockstep.add(*this);
}

void LockstepTile::wire(int port) {
  const auto p = static_cast<std::size_t>(port);
  sides_[p].attach(*this, port, router_.links[p].in);
  taps_[p].owner = this;
  taps_[p].port = port;
  model_router_->links[p].out.flits(taps_[p]);
  model_router_->links[p].out.credits(taps_[p]);
}

void LockstepTile::step_tile(Cycle now) {
  if (twin_.step(now)) lockstep_.count_cycle();
  lockstep_.compare(now);
  if (twin_.busy()) core_context_.chip.scheduler.wake(block_, now + 1);
}

void LockstepTile::side_flit(int port, const Flit& flit, Cycle arrival) {
  const auto p = static_cast<std::size_t>(port);
  static_cast<FlitSink&>(model_router_->links[p].in.flits).receive(flit, arrival);
  twin_.receive(port, flit, arrival);
  stimuli_.add_flit(port, twin_.to_wires(flit), arrival);
  core_context_.chip.scheduler.wake(block_, arrival);
}

void LockstepTile::side_credit(int port, int vc, Cycle arrival) {
  const auto p = static_cast<std::size_t>(port);
  static_cast<CreditSink&>(model_router_->links[p].in.credits).credit(vc, arrival);
  twin_.credit(port, vc, arrival);
  stimuli_.add_credit(port, vc, arrival);
  core_context_.chip.scheduler.wake(block_, arrival);
}

// The core in RTL numbers its packets by itself: user bits are not compared.
void LockstepTile::model_flit(int port, const Flit& flit, Cycle arrival) {
  WireFlit wires = twin_.to_wires(flit);
  wires.user = 0;
  lockstep_.model(flit_ports_[static_cast<std::size_t>(port)], arrival, value_of(wires, twin_.parameters().FlitBits));
  core_context_.chip.scheduler.wake(block_, arrival);
  router_.links[static_cast<std::size_t>(port)].out.flits->receive(flit, arrival);
}

void LockstepTile::model_credit(int port, int vc, Cycle arrival) {
  lockstep_.model(credit_ports_[static_cast<std::size_t>(port * twin_.parameters().Vcs + vc)], arrival, {});
  core_context_.chip.scheduler.wake(block_, arrival);
  router_.links[static_cast<std::size_t>(port)].out.credits->credit(vc, arrival);
}

void LockstepTile::rtl_flit(int port, const WireFlit& flit, Cycle arrival) {
  if (port == static_cast<int>(Direction::Local)) return reach_core(flit);
  WireFlit wires = flit;
  wires.user = 0;
  lockstep_.rtl(flit_ports_[static_cast<std::size_t>(port)], arrival, value_of(wires, twin_.parameters().FlitBits));
}

// From the router in RTL to its core.
void LockstepTile::reach_core(const WireFlit& flit) {
  if (!flit.tail) return;
  const bool own = (flit.user & TileDut::kOwnPacket) != 0;
  rows_.receive(own ? own_[flit.user % kOwnPackets] : core_context_.chip.packets[flit.user]);
}

void LockstepTile::rtl_credit(int port, int vc, Cycle arrival) {
  if (port == static_cast<int>(Direction::Local)) return;
  lockstep_.rtl(credit_ports_[static_cast<std::size_t>(port * twin_.parameters().Vcs + vc)], arrival, {});
}

void LockstepTile::finish_lockstep() {
  lockstep_.finish();
  compare_router_counts(lockstep_, model_router_->counts(), twin_.router_counts(core_context_.chip.scheduler.now()));
  rows_.compare_counts(*model_core_, twin_.activity());
}

void LockstepTile::write_waveform(const std::string& path, Cycle first, Cycle last) const {
  const auto traced = twin_.make_dut(true);
  const auto put = [&traced](const Stimulus& in) {
    if (in.is_credit())
      traced->put_credit(in.port, in.credit_vc);
    else
      traced->put_flit(in.port, in.flit);
  };
  stimuli_.replay(*traced, put, path, first, last);
}

}  // namespace spikeloom
