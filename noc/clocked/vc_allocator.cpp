// SPDX-License-Identifier: Apache-2.0
#include "noc/clocked/vc_allocator.hpp"

namespace spikeloom::clocked {

void VcAllocator::step(Cycle now) {
  Requests requests;
  for (const Direction input : kPorts)
    for (int vc = 0; vc < noc_.vcs; ++vc) ask(input, vc, now, requests);
  if (noc_.vc_allocator == Allocator::ISlip)
    allocate_islip(requests, pointers_);
  else
    allocate_separable(requests, pointers_);
  for (int requester = 0; requester < number(Direction::Host, noc_.vcs); ++requester) settle(requests, requester, now);
  for (; !grants_.empty() && grants_.front().taken_cycle == now; grants_.pop_front()) take(grants_.front());
}

// For every branch that owns no channel yet: all channels that are free and allowed.
void VcAllocator::ask(Direction input, int vc, Cycle now, Requests& requests) {
  VirtualChannel& channel = datapath_.channel(input, vc);
  if (now < channel.ask_vc_cycle) return;
  for (const Branch& branch : channel.branches) {
    if (branch.state != Branch::State::Waiting) continue;
    channel.ask_vc_cycle = now + static_cast<Cycle>(pace());
    const Direction output = datapath_.preferred(branch.outputs);
    const std::uint64_t free =
        datapath_.output(output).free_vcs() & datapath_.allowed(input, channel.buffer.front().flit, output);
    if (free == 0)
      datapath_.stall(Stall::NoVc, pace());
    else
      requests.ask(number(input, vc), free << static_cast<unsigned>(number(output, 0)));
  }
}

// A requester got one channel, or its requests at all outputs were in vain.
void VcAllocator::settle(const Requests& requests, int requester, Cycle now) {
  const auto r = static_cast<std::size_t>(requester);
  if ((requests.requesters >> r & 1U) == 0) return;
  const Direction input = port_of(requester);
  if ((requests.granted >> r & 1U) != 0) {
    const Direction output = port_of(requests.grant[r]);
    const int delay = noc_.vc_alloc_delay_cycles;
    ++datapath_.counts.vc_grants;
    grants_.push_back({delay == 0 ? now : now + static_cast<Cycle>(delay) - 1, input, requester - number(input, 0),
                       output, requests.grant[r] - number(output, 0)});
    return;
  }
  const std::uint64_t all_vcs = vc_bit(noc_.vcs) - 1;
  for (const Direction output : kPorts)
    if ((requests.asks[r] >> static_cast<unsigned>(number(output, 0)) & all_vcs) != 0)
      datapath_.stall(Stall::LostVc, pace());
}

// Departures of this cycle come later, so an output channel that is owned was owned at its beginning.
void VcAllocator::take(const Grant& grant) {
  OutputPort::Vc& target = datapath_.output(grant.output).vcs[static_cast<std::size_t>(grant.output_vc)];
  if (target.owned) {
    datapath_.stall(Stall::LostVc, pace());
    return;
  }
  target.owned = true;
  const Cycle asks_switch = noc_.vc_alloc_delay_cycles == 0 ? grant.taken_cycle : grant.taken_cycle + 1;
  for (Branch& branch : datapath_.channel(grant.input, grant.vc).branches)
    if (branch.waits_at(grant.output)) branch.own(grant.output, grant.output_vc, asks_switch);
}

int VcAllocator::choose(Direction input, int vc, Direction d, VcSet free) {
  const int requester = number(input, vc);
  const std::uint64_t channels = std::uint64_t{free} << static_cast<unsigned>(number(d, 0));
  const int chosen = first_from(channels, pointers_.requester[static_cast<std::size_t>(requester)]);
  pointers_.granted(requester, chosen);
  ++datapath_.counts.vc_grants;
  return chosen - number(d, 0);
}

}  // namespace spikeloom::clocked
