// SPDX-License-Identifier: Apache-2.0
#include "rtl/cosim/rtl_router.hpp"

#include "base/error.hpp"

namespace spikeloom {

RtlRouter::RtlRouter(const sc_core::sc_module_name& name, const RouterContext& context, ModelLibrary& models)
    : Router(name),
      scheduler_(context.chip.scheduler),
      block_(context.chip.scheduler.add(*this)),
      twin_(context, choose_router(models, context.chip.noc)),
      leaving_(static_cast<std::size_t>(kDirections * twin_.vcs())) {
  for (std::size_t port = 0; port < sides_.size(); ++port)
    sides_[port].attach(*this, static_cast<int>(port), links[port].in);
}

void RtlRouter::step(Cycle now) {
  twin_.step(now, *this);
  if (twin_.busy()) scheduler_.wake(block_, now + 1);
}

void RtlRouter::side_flit(int port, const Flit& flit, Cycle arrival) {
  twin_.receive(port, flit, arrival);
  scheduler_.wake(block_, arrival);
}

void RtlRouter::side_credit(int port, int vc, Cycle arrival) {
  twin_.credit(port, vc, arrival);
  scheduler_.wake(block_, arrival);
}

// The handle is what the user bits say; destination and place in the packet come from the wires, too, and the data must
// be what went in.
void RtlRouter::rtl_flit(int port, const WireFlit& wires, Cycle arrival) {
  Leaving& leaving = leaving_[static_cast<std::size_t>(port * twin_.vcs() + wires.vc)];
  if (wires.head) leaving = {destination_of(wires.data[0]), 0};
  const Flit flit(wires.user, leaving.destination, wires.vc, leaving.next_position++, wires.tail);
  if (to_wires(flit, twin_.flit_bits()) != wires) fail(port, arrival, "a flit whose data is not what came in");
  LinkOut& out = links[static_cast<std::size_t>(port)].out;
  if (out.flits.size() == 0) fail(port, arrival, "a flit, and nothing is bound there");
  out.flits->receive(flit, arrival);
}

void RtlRouter::rtl_credit(int port, int vc, Cycle arrival) {
  LinkOut& out = links[static_cast<std::size_t>(port)].out;
  if (out.credits.size() == 0) fail(port, arrival, "a credit, and nothing is bound there");
  out.credits->credit(vc, arrival);
}

void RtlRouter::fail(int port, Cycle arrival, const std::string& what) const {
  throw RunError(std::string(name()) + " (RTL): in cycle " + std::to_string(arrival) + " output " +
                 kDirectionNames[static_cast<std::size_t>(port)] + " sends " + what);
}

}  // namespace spikeloom
