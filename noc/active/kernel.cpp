// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <numeric>
#include <utility>

#include "noc/active/bit_parallel_kernel.hpp"
#include "noc/active/kernel_inline.hpp"

namespace spikeloom {
namespace {

Cycle link_cycles(const NocSpec& noc, std::size_t port) {
  const bool between_routers = is_horizontal(static_cast<Direction>(port)) || is_vertical(static_cast<Direction>(port));
  return static_cast<Cycle>(between_routers ? noc.link_latency_cycles : 1);
}

std::array<Cycle, kDirections> by_port(const NocSpec& noc, int more_cycles) {
  std::array<Cycle, kDirections> cycles{};
  for (std::size_t p = 0; p < kDirections; ++p) cycles[p] = link_cycles(noc, p) + 1 + static_cast<Cycle>(more_cycles);
  return cycles;
}

// The furthest event ahead: a sink gives the credit of a flit that has yet to arrive, to count two cycles after.
Cycle horizon(const NocSpec& noc) {
  constexpr int kFromOutside = 7;  // what a traffic source or a core sends
  const int credit_of_sink = noc.switch_delay_cycles + 2 + 2 + noc.credit_delay_cycles;
  const int link = noc.link_latency_cycles + 1 + std::max(noc.switch_delay_cycles, noc.credit_delay_cycles);
  return static_cast<Cycle>(std::max({kFromOutside, credit_of_sink, link}));
}

unsigned ring_places(int buffer_flits) {
  unsigned places = 1;
  while (places < static_cast<unsigned>(buffer_flits)) places *= 2;
  return places;
}

}  // namespace

template <unsigned kStride>
RouterKernel<kStride>::RouterKernel(const FabricContext& context, const GroupTable& groups, int block)
    : scheduler_(context.scheduler),
      block_(block),
      noc_(context.noc),
      grid_{context.columns, context.rows, context.noc.topology},
      vcs_(context.noc.vcs),
      ring_mask_(ring_places(context.noc.buffer_flits) - 1),
      tiles_(grid_.tiles()),
      tracks_departures_(noc_.bypass || noc_.link_interval_cycles > 1),
      plain_(is_plain(noc_)),
      plain_ways_(noc_.topology == Topology::Mesh && noc_.routing != Routing::OddEven),
      keep_vc_(noc_.vc_policy == VcPolicy::Keep),
      all_vcs_((1U << static_cast<unsigned>(vcs_)) - 1),
      routing_delay_(static_cast<Cycle>(noc_.routing_delay_cycles)),
      vc_delay_(static_cast<Cycle>(noc_.vc_alloc_delay_cycles)),
      switch_delay_(static_cast<Cycle>(noc_.switch_alloc_delay_cycles)),
      flit_cycles_(by_port(noc_, noc_.switch_delay_cycles)),
      credit_cycles_(by_port(noc_, 0)),
      groups_(groups),
      routers_(static_cast<std::size_t>(grid_.tiles())),
      outside_(routers_.size()),
      calendar_(routers_.size(), horizon(noc_)) {
  for (RouterState& r : routers_)
    for (int port = 0; port < kDirections; ++port)
      for (int vc = 0; vc < vcs_; ++vc) r.free_vcs |= vc_bit(slot_of(port, vc));
  for (int tile = 0; tile < grid_.tiles(); ++tile)
    coordinates_.push_back({static_cast<std::uint8_t>(grid_.column(tile)), static_cast<std::uint8_t>(grid_.row(tile))});
}

template <unsigned kStride>
void RouterKernel<kStride>::step(Cycle now) {
  now_ = now;
  Day& today = calendar_[now];
  tomorrow_ = &calendar_[now + 1];
  links_day_ = &calendar_[now + flit_cycles_[at(Direction::North)]];
  credits_day_ = &calendar_[now + credit_cycles_[at(Direction::North)] + static_cast<Cycle>(noc_.credit_delay_cycles)];
  take_lists(today);
  today.credited.take_without(today.served, [&](int router) {
    if (take_credits(today, router)) today.serve(router);
  });
  today.served.take([&](int router) { prefetch(router); },
                    [&](int router) { prefetch_departures(routers_[static_cast<std::size_t>(router)]); },
                    [&](int router) { serve(today, router); });
  for (const PendingGrant& grant : today.lists.vc_grants) settle_vc_grant(grant);
  for (const PendingGrant& grant : today.lists.switch_grants) settle_switch_grant(grant);
  hand_over();
  today.lists.clear();
  today.used = false;
  schedule_next();
}

template <unsigned kStride>
void RouterKernel<kStride>::hand_over() {
  for (const LeavingFlit& leaving : leaving_flits_) leaving.sink->receive(leaving.flit, leaving.arrival);
  leaving_flits_.clear();
  for (const LeavingCredit& leaving : leaving_credits_) leaving.sink->credit(leaving.vc, leaving.arrival);
  leaving_credits_.clear();
}

template <unsigned kStride>
void RouterKernel<kStride>::take_lists(Day& today) {
  DayLists& lists = today.lists;
  for (const Place output : lists.credits)
    if (take_credit(routers_[static_cast<std::size_t>(router_at(output))], slot_at(output)))
      today.serve(router_at(output));
  for (const Place head : lists.heads)
    routers_[static_cast<std::size_t>(router_at(head))].asking |= vc_bit(slot_at(head));
  for (const Retry& retry : lists.retries) retry_switch(retry);
  for (PendingGrant& grant : lists.vc_grants) check_vc_grant(grant);
  for (PendingGrant& grant : lists.switch_grants) check_switch_grant(grant);
}

template <unsigned kStride>
void RouterKernel<kStride>::schedule_next() {
  Cycle next = 0;
  if (calendar_.next(now_, next)) scheduler_.wake(block_, next);
}

// Credits alone do not make a router work, unless somebody waited for one: true then.
template <unsigned kStride>
SPIKELOOM_WOVEN bool RouterKernel<kStride>::take_credits(Day& today, int router) {
  RouterState& r = routers_[static_cast<std::size_t>(router)];
  bool fed = false;
  for (VcSet set = std::exchange(today.events[static_cast<std::size_t>(router)].credits, 0); set != 0; set &= set - 1)
    fed |= take_credit(r, first_slot(set));
  return fed;
}

template <unsigned kStride>
SPIKELOOM_WOVEN void RouterKernel<kStride>::serve(Day& today, int router) {
  RouterState& r = routers_[static_cast<std::size_t>(router)];
  take_credits(today, router);
  VcSet arrivals = std::exchange(today.events[static_cast<std::size_t>(router)].arrivals, 0);
  if (noc_.bypass)
    serve_arrivals(router, r, arrivals);
  else
    for (; arrivals != 0; arrivals &= arrivals - 1) arrive(router, r, first_slot(arrivals));
  vc_granted_ = 0;
  if (plain_ && r.trees == 0) return serve_plainly(router, r);
  if (r.asking != 0) allocate_vcs(router, r);
  if (vc_delay_ == 0) take_vcs(router, r);
  if (((r.owning & r.filled) | r.trees) != 0) allocate_switch(router, r);
  if (vc_delay_ == 1) take_vcs(router, r);
  const VcSet idle = r.deferred | (switch_settles_at_once() ? r.starved : 0);
  if ((r.asking | r.trees | (r.owning & r.filled & ~idle)) != 0) activate(router);
}

// The same without what only some configurations need: allocations of one cycle, one output for each packet.
template <unsigned kStride>
SPIKELOOM_WOVEN void RouterKernel<kStride>::serve_plainly(int router, RouterState& r) {
  VcSet ready = r.ready();  // before what is granted now, which asks for the switch a cycle later or at once
  if (single(r.asking)) {
    if (r.asking != 0) grant_only_head(router, r, first_slot(r.asking));
  } else {
    allocate_vcs(router, r);
    take_vcs(router, r);
  }
  if (vc_delay_ == 0) ready = r.ready();
  if (tracks_departures_ && ready != 0) ready = without_closed_outputs(router, r, ready);
  if (single(ready) && ready != 0)
    grant_only_flit(router, r, first_slot(ready));
  else if (ready != 0)
    allocate_plain_switch(router, r, ready);
  if ((r.asking | r.ready()) != 0) activate(router);
}

template <unsigned kStride>
SPIKELOOM_WOVEN void RouterKernel<kStride>::grant_only_head(int router, RouterState& r, int input) {
  const int port = __builtin_ctz(r.input[static_cast<std::size_t>(input)].route);
  const VcSet wanted = takeable(router, r, input, port) & r.free_vcs;
  if (wanted == 0) return found_no_vc(router, r, input);
  const int output = first_from(wanted, r.vc_pointers.requester[static_cast<std::size_t>(input)]);
  r.vc_pointers.granted(input, output);
  ++r.vc_grants;
  take_vc(router, r, input, output, now_ + vc_delay_);
}

template <unsigned kStride>
SPIKELOOM_WOVEN void RouterKernel<kStride>::grant_only_flit(int router, RouterState& r, int input) {
  const int output_port = port_of(r.input[static_cast<std::size_t>(input)].out);
  note_switch_grant(r, input, output_port);
  if (tracks_departures_) note_departure(r, port_of(input), output_port, now_);
  depart(router, r, input);
}

// While all channels of an input port that ask want the same output, each port asks for one output and outputs decide
// alone: both allocators come to this.
template <unsigned kStride>
inline void RouterKernel<kStride>::allocate_plain_switch(int router, RouterState& r, VcSet ready) {
  std::array<std::uint8_t, kDirections> output_of{}, inputs_asking{};  // by input port, by output port
  unsigned inputs = 0, outputs = 0;
  std::uint64_t requests = 0;
  for (VcSet set = ready; set != 0; set &= set - 1, ++requests) {
    const auto in = static_cast<unsigned>(port_of(first_slot(set)));
    const auto out = static_cast<unsigned>(port_of(r.input[static_cast<std::size_t>(first_slot(set))].out));
    if ((inputs >> in & 1U) != 0 && output_of[in] != out) return allocate_contended_switch(router, r, ready);
    output_of[in] = static_cast<std::uint8_t>(out);
    inputs_asking[out] = static_cast<std::uint8_t>(inputs_asking[out] | 1U << in);
    inputs |= 1U << in;
    outputs |= 1U << out;
  }
  for (; outputs != 0; outputs &= outputs - 1, --requests) {
    const auto out = static_cast<std::size_t>(__builtin_ctz(outputs));
    const int in = first_from(inputs_asking[out], r.switch_pointers.output[out]);
    const VcSet vcs = vcs_of_port(ready, in);
    grant_only_flit(router, r, slot_of(in, first_from(vcs, r.vc_pointer[static_cast<std::size_t>(in)])));
  }
  r.stall(Stall::LostSwitch, requests);
}

template <unsigned kStride>
SPIKELOOM_WOVEN void RouterKernel<kStride>::take_vcs(int router, RouterState& r) {
  for (std::size_t i = 0; i < vc_granted_; ++i)
    take_vc(router, r, vc_grants_[i].input, vc_grants_[i].output, now_ + vc_delay_);
}

std::unique_ptr<FabricKernel> make_kernel(const FabricContext& context, const GroupTable& groups, int block) {
  const int vcs = context.noc.vcs;
  if (can_be_sliced(context, groups)) {
    const auto words = (static_cast<std::size_t>(context.columns * context.rows) - 1) / kWordRouters + 1;
    if (words == 1) return std::make_unique<BitParallelKernel<1>>(context, block);
    if (words == 2) return std::make_unique<BitParallelKernel<2>>(context, block);
    return std::make_unique<BitParallelKernel<4>>(context, block);
  }
  if (vcs == 1) return std::make_unique<RouterKernel<1>>(context, groups, block);
  if (vcs == 2) return std::make_unique<RouterKernel<2>>(context, groups, block);
  if (vcs <= 4) return std::make_unique<RouterKernel<4>>(context, groups, block);
  return std::make_unique<RouterKernel<8>>(context, groups, block);
}

template class RouterKernel<1>;
template class RouterKernel<2>;
template class RouterKernel<4>;
template class RouterKernel<8>;

}  // namespace spikeloom
