// SPDX-License-Identifier: Apache-2.0
#include "noc/clocked/input_port.hpp"

namespace spikeloom::clocked {

InputPort::InputPort(FabricParts& fabric, LinkEnd& link, int tile, Direction port)
    : vcs(static_cast<std::size_t>(fabric.noc.vcs), VirtualChannel(fabric.noc.buffer_flits)),
      fabric_(fabric),
      link_(link),
      latency_cycles_(latency_of(fabric, port)) {
  link.in.flits(static_cast<FlitSink&>(*this));
  if (neighbour(fabric.grid, tile, port) != kNoTile)
    credit_link_ = std::make_unique<LinkRegisters<VcSet>>(std::string("credits_") + kDirectionNames[at(port)],
                                                          fabric.noc.link_latency_cycles);
}

void InputPort::receive(const Flit& flit, Cycle arrival) {
  from_terminal_.emplace(arrival, flit);
  fabric_.clock.expect(arrival);
}

std::optional<Flit> InputPort::arrival(Cycle now) {
  if (flit_link_ != nullptr) {
    const FlitWires& wires = flit_link_->far_end();
    return wires.valid ? std::optional<Flit>(wires.flit) : std::nullopt;
  }
  const auto found = from_terminal_.find(now);
  if (found == from_terminal_.end()) return std::nullopt;
  const Flit flit = found->second;
  from_terminal_.erase(found);
  return flit;
}

void InputPort::return_credit(int vc, Cycle departure) {
  if (flit_link_ == nullptr) {
    link_.out.credits->credit(vc, departure + static_cast<Cycle>(latency_cycles_) + 1);
    return;
  }
  credits_to_drive_ |= vc_bit(vc);
  fabric_.clock.expect(departure + static_cast<Cycle>(fabric_.noc.link_latency_cycles) + 1);
}

void InputPort::drive_credits() {
  if (credit_link_ != nullptr) credit_link_->drive(credits_to_drive_);
  credits_to_drive_ = 0;
}

}  // namespace spikeloom::clocked
