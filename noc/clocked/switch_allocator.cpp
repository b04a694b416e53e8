// SPDX-License-Identifier: Apache-2.0
#include "noc/clocked/switch_allocator.hpp"

namespace spikeloom::clocked {

void SwitchAllocator::step(Cycle now) {
  allocate(collect(now));
  for (; !grants_.empty() && grants_.front().departure == now; grants_.pop_front()) depart(grants_.front());
}

// Everything that has a flit to send looks for a credit and a free link, and asks if it finds both.
std::vector<SwitchAllocator::Request> SwitchAllocator::collect(Cycle now) {
  std::vector<Request> asking;
  const auto delay = static_cast<Cycle>(noc_.switch_alloc_delay_cycles);
  for (const Direction input : kPorts)
    for (int vc = 0; vc < noc_.vcs; ++vc) {
      VirtualChannel& channel = datapath_.channel(input, vc);
      for (std::size_t b = 0; b < channel.branches.size(); ++b) {
        Branch& branch = channel.branches[b];
        if (branch.state != Branch::State::Owning || now < branch.ask_switch_cycle) continue;
        if (channel.next_flit(branch) == nullptr) continue;
        branch.ask_switch_cycle = now + delay;
        const Cycle departure = now + delay - 1;
        if (may_ask(branch, departure)) asking.push_back({input, vc, b, branch.output, departure});
      }
    }
  return asking;
}

bool SwitchAllocator::may_ask(const Branch& branch, Cycle departure) {
  const OutputPort& output = datapath_.output(branch.output);
  const bool has_credit = output.vcs[static_cast<std::size_t>(branch.output_vc)].credits > 0;
  if (has_credit && departure >= output.next_departure_cycle) return true;
  datapath_.stall(has_credit ? Stall::LostSwitch : Stall::NoCredit, noc_.switch_alloc_delay_cycles);
  return false;
}

// Requesters are input ports: one for all of its virtual channels.
void SwitchAllocator::allocate(const std::vector<Request>& asking) {
  Allocation<kDirections> requests;
  for (const Request& request : asking) requests.ask(static_cast<int>(at(request.input)), output_bit(request.output));
  if (noc_.switch_allocator == Allocator::ISlip)
    allocate_islip(requests, pointers_);
  else
    allocate_separable(requests, pointers_);
  const std::array<int, kDirections> winners = choose_channels(asking, requests);
  for (const Request& request : asking)
    if (got_output(requests, request) && winners[at(request.input)] == request.vc)
      grant(request);
    else
      datapath_.stall(Stall::LostSwitch, noc_.switch_alloc_delay_cycles);
}

// For each input port that got an output: of its virtual channels that ask for that output, the first from the pointer.
std::array<int, kDirections> SwitchAllocator::choose_channels(const std::vector<Request>& asking,
                                                              const Allocation<kDirections>& requests) const {
  std::array<VcSet, kDirections> candidates{};
  for (const Request& request : asking)
    if (got_output(requests, request)) candidates[at(request.input)] |= vc_bit(request.vc);
  std::array<int, kDirections> chosen{};
  for (std::size_t port = 0; port < chosen.size(); ++port)
    if (candidates[port] != 0) chosen[port] = first_from(candidates[port], vc_pointers_[port]);
  return chosen;
}

bool SwitchAllocator::got_output(const Allocation<kDirections>& requests, const Request& request) {
  const std::size_t port = at(request.input);
  return (requests.granted >> port & 1U) != 0 && requests.grant[port] == at(request.output);
}

void SwitchAllocator::grant(const Request& request) {
  ++datapath_.counts.switch_grants;
  vc_pointers_[at(request.input)] = request.vc + 1;
  datapath_.input(request.input).next_departure_cycle = request.departure + 1;
  datapath_.output(request.output).next_departure_cycle =
      request.departure + static_cast<Cycle>(noc_.link_interval_cycles);
  grants_.push_back(request);
}

// The credit seen when it was asked for is still there: all that could spend it is this packet, which owns the channel
// and asks again only after this departure. So no grant is ever void.
void SwitchAllocator::depart(const Request& granted) {
  Branch& branch = datapath_.channel(granted.input, granted.vc).branches[granted.branch];
  datapath_.depart_from_buffer(granted.input, granted.vc, branch, granted.departure);
}

}  // namespace spikeloom::clocked
