// SPDX-License-Identifier: Apache-2.0
#include "noc/clocked/bypass.hpp"

namespace spikeloom::clocked {

// Only unicast packets: a multicast flit may have to wait for several outputs.
bool Bypass::takes(Direction input, const Flit& flit, Cycle now) {
  if (!noc_.bypass || GroupTable::is_group(flit.destination)) return false;
  const VirtualChannel& channel = datapath_.channel(input, flit.vc);
  if (!channel.buffer.empty()) return false;
  return channel.idle() ? takes_head(input, flit, now) : takes_body(input, flit, now);
}

// A head needs a virtual channel that is free and has a credit.
bool Bypass::takes_head(Direction input, const Flit& head, Cycle now) {
  const Outputs outputs = datapath_.route_head(input, head);
  const Direction d = datapath_.preferred(outputs);
  if (!output_is_quiet(d) || !switch_is_free(input, d, now)) return false;
  OutputPort& output = datapath_.output(d);
  const VcSet free = output.free_vcs() & output.vcs_with_credit() & datapath_.allowed(input, head, d);
  if (free == 0) return false;
  Branch branch;
  branch.outputs = outputs;
  branch.own(d, vc_allocator_.choose(input, head.vc, d, free), now);
  output.vcs[static_cast<std::size_t>(branch.output_vc)].owned = true;
  datapath_.channel(input, head.vc).branches.push_back(branch);
  pass(input, head, now);
  return true;
}

// A flit behind a head that has departed: its packet owns a channel, which needs a credit.
bool Bypass::takes_body(Direction input, const Flit& flit, Cycle now) {
  const Branch& branch = datapath_.channel(input, flit.vc).branches.front();
  if ((datapath_.output(branch.output).vcs_with_credit() & vc_bit(branch.output_vc)) == 0) return false;
  if (!output_is_quiet(branch.output) || !switch_is_free(input, branch.output, now)) return false;
  pass(input, flit, now);
  return true;
}

// No other channel of the router waits for one of the output's, nor has a flit for it. (The buffer of this one is
// empty.)
bool Bypass::output_is_quiet(Direction output) const {
  for (const Direction input : kPorts)
    for (const VirtualChannel& channel : datapath_.input(input).vcs)
      for (const Branch& branch : channel.branches)
        if (branch.waits_at(output) || (branch.owns_at(output) && !channel.buffer.empty())) return false;
  return true;
}

// Neither link nor input port carries another flit, as if this one's grant had been taken in the cycle before.
bool Bypass::switch_is_free(Direction input, Direction output, Cycle now) const {
  return datapath_.input(input).next_departure_cycle < now && datapath_.output(output).next_departure_cycle < now;
}

// The input port needs no note: its next flit arrives in a later cycle.
void Bypass::pass(Direction input, const Flit& flit, Cycle now) {
  const Direction output = datapath_.channel(input, flit.vc).branches.front().output;
  datapath_.output(output).next_departure_cycle = now - 1 + static_cast<Cycle>(noc_.link_interval_cycles);
  datapath_.depart_bypassing(input, flit.vc, flit, now);
}

}  // namespace spikeloom::clocked
