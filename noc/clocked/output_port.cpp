// SPDX-License-Identifier: Apache-2.0
#include "noc/clocked/output_port.hpp"

#include <numeric>

namespace spikeloom::clocked {

OutputPort::OutputPort(FabricParts& fabric, LinkEnd& link, int tile, Direction port)
    : vcs(static_cast<std::size_t>(fabric.noc.vcs), Vc{false, fabric.places_behind(port)}),
      fabric_(fabric),
      link_(link),
      latency_cycles_(latency_of(fabric, port)) {
  link.in.credits(static_cast<CreditSink&>(*this));
  if (neighbour(fabric.grid, tile, port) != kNoTile)
    flit_link_ = std::make_unique<LinkRegisters<FlitWires>>(std::string("flits_") + kDirectionNames[at(port)],
                                                            fabric.noc.link_latency_cycles);
}

VcSet OutputPort::free_vcs() const {
  VcSet set = 0;
  for (int vc = 0; vc < fabric_.noc.vcs; ++vc)
    if (!vcs[static_cast<std::size_t>(vc)].owned) set |= vc_bit(vc);
  return set;
}

VcSet OutputPort::vcs_with_credit() const {
  VcSet set = 0;
  for (int vc = 0; vc < fabric_.noc.vcs; ++vc)
    if (vcs[static_cast<std::size_t>(vc)].credits > 0) set |= vc_bit(vc);
  return set;
}

int OutputPort::credits() const {
  return std::accumulate(vcs.begin(), vcs.end(), 0, [](int sum, const Vc& vc) { return sum + vc.credits; });
}

void OutputPort::credit(int vc, Cycle arrival) {
  const Cycle first_use = arrival + static_cast<Cycle>(fabric_.noc.credit_delay_cycles);
  returning_.emplace(first_use, vc);
  fabric_.clock.expect(first_use);
}

void OutputPort::collect_credits(Cycle now) {
  if (credit_link_ != nullptr)
    for (int vc = 0; vc < fabric_.noc.vcs; ++vc)
      if ((credit_link_->far_end() & vc_bit(vc)) != 0)
        returning_.emplace(now + static_cast<Cycle>(fabric_.noc.credit_delay_cycles), vc);
  while (!returning_.empty() && returning_.begin()->first <= now) {
    ++vcs[static_cast<std::size_t>(returning_.begin()->second)].credits;
    returning_.erase(returning_.begin());
  }
}

void OutputPort::send(const Flit& flit, Cycle departure) {
  --vcs[flit.vc].credits;
  const Cycle leaves_crossbar = departure + static_cast<Cycle>(fabric_.noc.switch_delay_cycles);
  if (credit_link_ == nullptr) {
    link_.out.flits->receive(flit, leaves_crossbar + static_cast<Cycle>(latency_cycles_) + 1);
    return;
  }
  crossbar_.push_back({leaves_crossbar, flit});
  fabric_.clock.expect(leaves_crossbar + static_cast<Cycle>(fabric_.noc.link_latency_cycles) + 1);
}

void OutputPort::drive_flits(Cycle now) {
  if (flit_link_ == nullptr) return;
  FlitWires wires;
  if (!crossbar_.empty() && crossbar_.front().leaves_cycle == now) {
    wires = {true, crossbar_.front().flit};
    crossbar_.pop_front();
  }
  flit_link_->drive(wires);
}

}  // namespace spikeloom::clocked
