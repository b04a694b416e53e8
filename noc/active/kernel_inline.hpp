// SPDX-License-Identifier: Apache-2.0
#pragma once
// The path of a flit through a router, from arrival to departure. It is one file of inline functions because every
// flit takes it in every router: woven into step() it is twice as fast as as separate functions.

#include "noc/active/kernel.hpp"

// GCC would leave some of them out of line.
#define SPIKELOOM_WOVEN [[gnu::always_inline]] inline

namespace spikeloom {

/// The output of a unicast packet in a mesh with dimension order: the common case of find_way().
template <unsigned kStride>
SPIKELOOM_WOVEN Outputs RouterKernel<kStride>::plain_way(int router, int goal) const {
  if (goal == router) return output_bit(Direction::Local);
  const SmallCoordinates here = coordinates_[static_cast<std::size_t>(router)];
  const SmallCoordinates there = coordinates_[static_cast<std::size_t>(goal)];
  const Steps to{there.column - here.column, there.row - here.row};
  return noc_.routing == Routing::XY ? route_xy(to) : route_yx(to);
}

/// Output VCs behind one port that a packet of this input may take.
template <unsigned kStride>
SPIKELOOM_WOVEN VcSet RouterKernel<kStride>::takeable(int router, const RouterState& r, int input,
                                                      int output_port) const {
  unsigned allowed = keep_vc_ ? 1U << static_cast<unsigned>(vc_of(input)) : all_vcs_;
  if (grid_.topology == Topology::Torus)
    allowed = allowed_vcs(grid_, vcs_, noc_.vc_policy,
                          {static_cast<Direction>(port_of(input)), vc_of(input), router,
                           goal_tile(tiles_, r.input[static_cast<std::size_t>(input)].goal)},
                          static_cast<Direction>(output_port));
  return at_port(allowed, output_port);
}

/// Free output VCs that the packet at the front may take at the output where it asks.
template <unsigned kStride>
SPIKELOOM_WOVEN VcSet RouterKernel<kStride>::wanted_vcs(int router, const RouterState& r, int input) const {
  const Outputs outputs = r.input[static_cast<std::size_t>(input)].route;
  return takeable(router, r, input, single(outputs) ? __builtin_ctz(outputs) : adaptive_output(r, outputs)) &
         r.free_vcs;
}

/// A packet came to the front of its buffer in cycle `front_cycle`: now, or behind a tail that leaves now.
template <unsigned kStride>
SPIKELOOM_WOVEN void RouterKernel<kStride>::new_head(int router, RouterState& r, int input, Cycle front_cycle) {
  InputVc& vc = r.input[static_cast<std::size_t>(input)];
  const int goal = vc.goal;
  if (plain_ways_ && goal < tiles_)
    vc.route = static_cast<std::uint8_t>(plain_way(router, goal));
  else
    find_way(router, r, input, goal);
  if (routing_delay_ == 0)
    r.asking |= vc_bit(input);
  else
    ask_from(router, input, front_cycle + routing_delay_);
}

/// A flit that was written into its buffer arrives; it asks if it is the only one there.
template <unsigned kStride>
SPIKELOOM_WOVEN void RouterKernel<kStride>::arrive(int router, RouterState& r, int input) {
  InputVc& vc = r.input[static_cast<std::size_t>(input)];
  r.buffered_cycles -= now_;
  if (vc.count++ != 0) return;
  const VcSet bit = vc_bit(input);
  r.filled |= bit;
  vc.since = static_cast<std::uint32_t>(now_);  // counts if it has to wait for a credit
  if (((r.owning | r.trees) & bit) == 0) new_head(router, r, input, now_);
}

/// A credit for a VC whose owner waited for one lets it ask again: true then.
template <unsigned kStride>
SPIKELOOM_WOVEN bool RouterKernel<kStride>::take_credit(RouterState& r, int output) {
  OutputVc& vc = r.output[static_cast<std::size_t>(output)];
  return vc.credits++ == 0 && (r.free_vcs & vc_bit(output)) == 0 && feed(r, vc.owner);
}

/// Puts a flit where it will stand when it arrives on that day.
template <unsigned kStride>
SPIKELOOM_WOVEN void RouterKernel<kStride>::write(Place input, StoredFlit flit, std::uint16_t goal, Day& day) {
  const int router = router_at(input);
  InputVc& vc = routers_[static_cast<std::size_t>(router)].input[static_cast<std::size_t>(slot_at(input))];
  if (vc.held == 0) vc.goal = goal;
  flit_at(vc, vc.held++) = flit;
  day.arrival(router, slot_at(input));
}

/// The input owns the output from now on and asks for the switch from `first_ask` on.
template <unsigned kStride>
SPIKELOOM_WOVEN void RouterKernel<kStride>::take_vc(int router, RouterState& r, int input, int output,
                                                    Cycle first_ask) {
  const VcSet bit = vc_bit(input);
  r.free_vcs &= ~vc_bit(output);
  OutputVc& vc = r.output[static_cast<std::size_t>(output)];
  vc.owner = static_cast<std::uint8_t>(input);
  if ((r.trees & bit) != 0) return take_tree_vc(router, r, input, output);
  r.asking &= ~bit;
  r.owning |= bit;
  InputVc& in = r.input[static_cast<std::size_t>(input)];
  in.out = static_cast<std::uint8_t>(output);
  if (vc.credits != 0) return;
  r.starved |= bit;
  in.since = static_cast<std::uint32_t>(first_ask);
}

/// Departure is now, or the cycle before for a flit that bypasses; `arrival_day` is that of links between routers.
template <unsigned kStride>
SPIKELOOM_WOVEN void RouterKernel<kStride>::send(int router, RouterState& r, int output, StoredFlit flit,
                                                 std::uint16_t goal, Cycle departure, Day& arrival_day) {
  const auto port = static_cast<std::size_t>(port_of(output));
  ++r.flits_out[port];
  const Place link = r.links[port];
  if (link == kOutside) {
    FlitSink* sink = outside_[static_cast<std::size_t>(router)][port].flits;
    for (int line = 0; line < 3; ++line) __builtin_prefetch(reinterpret_cast<const char*>(sink) + 64 * line, 1);
    leaving_flits_.push_back({sink,
                              Flit(flit.packet, goal, vc_of(output), static_cast<int>(flit.position), flit.tail != 0),
                              departure + flit_cycles_[port]});
  } else
    write(link + static_cast<Place>(vc_of(output)), flit, goal, arrival_day);
}

template <unsigned kStride>
SPIKELOOM_WOVEN void RouterKernel<kStride>::return_credit(int router, const RouterState& r, int input) {
  const auto port = static_cast<std::size_t>(port_of(input));
  const Place link = r.links[port];
  if (link == kOutside)
    leaving_credits_.push_back(
        {outside_[static_cast<std::size_t>(router)][port].credits, vc_of(input), now_ + credit_cycles_[port]});
  else
    credits_day_->credit(link + static_cast<Place>(vc_of(input)));
}

/// The output VC can be asked for from `first_ask` on.
template <unsigned kStride>
SPIKELOOM_WOVEN void RouterKernel<kStride>::release_vc(RouterState& r, int output, Cycle first_ask) {
  r.free_vcs |= vc_bit(output);
  if (r.blocked != 0) unblock(r, port_of(output), first_ask);
}

/// The flit at the front leaves: cycle m of the cycle table is now.
template <unsigned kStride>
SPIKELOOM_WOVEN void RouterKernel<kStride>::depart(int router, RouterState& r, int input) {
  InputVc& in = r.input[static_cast<std::size_t>(input)];
  const StoredFlit flit = flit_at(in, 0);
  const std::uint16_t goal = in.goal;
  const int output = in.out;
  r.buffered_cycles += now_;
  pop(r, input, flit.tail != 0);
  OutputVc& out = r.output[static_cast<std::size_t>(output)];
  --out.credits;
  send(router, r, output, flit, goal, now_, *links_day_);
  return_credit(router, r, input);
  if (flit.tail != 0) {
    r.owning &= ~vc_bit(input);
    release_vc(r, output, now_ + 1);
    if (in.count != 0) new_head(router, r, input, now_ + 1);
  } else if (out.credits == 0) {
    r.starved |= vc_bit(input);
    in.since = static_cast<std::uint32_t>(now_ + 1);
  }
}

/// Pointers and counts of a grant of the switch.
template <unsigned kStride>
SPIKELOOM_WOVEN void RouterKernel<kStride>::note_switch_grant(RouterState& r, int input, int output_port) {
  const int port = port_of(input);
  r.switch_pointers.granted(port, output_port);
  r.vc_pointer[static_cast<std::size_t>(port)] = static_cast<std::uint8_t>(vc_of(input) + 1);
}

}  // namespace spikeloom
