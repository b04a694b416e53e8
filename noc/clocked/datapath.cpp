// SPDX-License-Identifier: Apache-2.0
#include "noc/clocked/datapath.hpp"

#include <stdexcept>

namespace spikeloom::clocked {

Datapath::Datapath(FabricParts& fabric, int tile, std::array<LinkEnd, kDirections>& links)
    : fabric_(fabric), tile_(tile) {
  for (const Direction d : kPorts) {
    inputs_.emplace_back(fabric, links[at(d)], tile, d);
    outputs_.emplace_back(fabric, links[at(d)], tile, d);
  }
}

Outputs Datapath::route_head(Direction in, const Flit& head) const {
  if (GroupTable::is_group(head.destination)) return fabric_.groups.outputs(head.destination, tile_);
  return route(fabric_.grid, fabric_.noc.routing, in, tile_, head.destination);
}

Direction Datapath::preferred(Outputs outputs) const {
  Direction best = Direction::Local;
  int best_credits = -1;
  for (const Direction d : kPorts) {
    if ((outputs & output_bit(d)) == 0) continue;
    const int credits = output(d).credits();
    if (credits > best_credits || (credits == best_credits && is_horizontal(d))) {
      best = d;
      best_credits = credits;
    }
  }
  return best;
}

void Datapath::collect_credits(Cycle now) {
  for (OutputPort& port : outputs_) port.collect_credits(now);
}

void Datapath::write_buffer(Direction in, const Flit& flit, Cycle now) {
  VirtualChannel& vc = channel(in, flit.vc);
  if (vc.full()) throw std::logic_error("router of tile " + std::to_string(tile_) + ": a flit came without a credit");
  vc.buffer.push_back({flit, now});
  ++buffered_flits_;
  fabric_.clock.flit_buffered();
  if (vc.idle()) begin_packet(in, flit.vc, now);
}

// The head at the front of the buffer is there from cycle `front_since` on.
void Datapath::begin_packet(Direction in, int vc, Cycle front_since) {
  VirtualChannel& v = channel(in, vc);
  const Flit& head = v.buffer.front().flit;
  const Outputs outputs = route_head(in, head);
  v.ask_vc_cycle = front_since + static_cast<Cycle>(fabric_.noc.routing_delay_cycles);
  Branch branch;
  branch.outputs = outputs;
  if (!GroupTable::is_group(head.destination)) {
    v.branches.push_back(branch);
    return;
  }
  for (const Direction d : kPorts) {
    branch.outputs = outputs & output_bit(d);
    if (branch.outputs != 0) v.branches.push_back(branch);
  }
}

void Datapath::send_copy(Branch& branch, Flit flit, Cycle departure) {
  OutputPort& out = output(branch.output);
  flit.vc = static_cast<std::uint8_t>(branch.output_vc);
  out.send(flit, departure);
  ++counts.flits_out[at(branch.output)];
  ++branch.next_position;
  if (flit.tail != 0) {
    branch.state = Branch::State::Left;
    out.vcs[flit.vc].owned = false;
  }
}

void Datapath::depart_from_buffer(Direction in, int vc, Branch& branch, Cycle now) {
  VirtualChannel& v = channel(in, vc);
  send_copy(branch, *v.next_flit(branch), now);
  if (v.all_branches_took_front()) remove_front(in, vc, now);
}

void Datapath::remove_front(Direction in, int vc, Cycle now) {
  VirtualChannel& v = channel(in, vc);
  const BufferedFlit front = v.buffer.front();
  v.buffer.pop_front();
  --buffered_flits_;
  fabric_.clock.flit_removed();
  counts.buffered_cycles += now - front.arrival_cycle;
  input(in).return_credit(vc, now);
  if (front.flit.tail == 0) return;
  v.branches.clear();
  if (!v.buffer.empty()) begin_packet(in, vc, now + 1);
}

void Datapath::depart_bypassing(Direction in, int vc, const Flit& flit, Cycle now) {
  VirtualChannel& v = channel(in, vc);
  send_copy(v.branches.front(), flit, now - 1);
  input(in).return_credit(vc, now);
  ++counts.bypassed;
  if (flit.tail != 0) v.branches.clear();
}

void Datapath::drive_links(Cycle now) {
  for (const Direction d : kPorts) {
    input(d).drive_credits();
    output(d).drive_flits(now);
  }
}

}  // namespace spikeloom::clocked
