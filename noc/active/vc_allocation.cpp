// SPDX-License-Identifier: Apache-2.0
// Which heads get which output VCs.

#include "noc/active/kernel_inline.hpp"

namespace spikeloom {

// The one with more credits; east or west if equal.
template <unsigned kStride>
int RouterKernel<kStride>::adaptive_output(const RouterState& r, Outputs outputs) const {
  int best = -1, best_credits = -1;
  for (Outputs set = outputs; set != 0; set &= set - 1) {
    const int port = __builtin_ctz(set);
    int credits = 0;
    for (int vc = 0; vc < vcs_; ++vc) credits += r.output[static_cast<std::size_t>(slot_of(port, vc))].credits;
    const bool wins_tie = credits == best_credits && is_horizontal(static_cast<Direction>(port));
    if (credits > best_credits || wins_tie) {
      best = port;
      best_credits = credits;
    }
  }
  return best;
}

// Outputs of the packet at the front: several for a choice (odd-even) or a tree.
template <unsigned kStride>
void RouterKernel<kStride>::find_way(int router, RouterState& r, int input, int goal) {
  InputVc& vc = r.input[static_cast<std::size_t>(input)];
  const bool group = GroupTable::is_group(goal);
  const Outputs outputs = group ? groups_.outputs(goal, router)
                                : route(grid_, noc_.routing, static_cast<Direction>(port_of(input)), router, goal);
  vc.route = static_cast<std::uint8_t>(outputs);
  if (group && !single(outputs)) begin_tree(router, r, input);
}

// Without a second output to choose and with tries in every cycle, nothing changes before a VC is freed.
template <unsigned kStride>
void RouterKernel<kStride>::found_no_vc(int router, RouterState& r, int input) {
  const Outputs outputs = r.input[static_cast<std::size_t>(input)].route;
  if (vc_delay_ <= 1 && single(outputs)) {
    r.asking &= ~vc_bit(input);
    r.blocked |= vc_bit(input);
    r.input[static_cast<std::size_t>(input)].since = static_cast<std::uint32_t>(now_);
    return;
  }
  r.stall(Stall::NoVc, vc_retry());
  ask_later(router, r, input);
}

template <unsigned kStride>
void RouterKernel<kStride>::ask_later(int router, RouterState& r, int input) {
  if (vc_delay_ <= 1) return;  // asks in every cycle
  r.asking &= ~vc_bit(input);
  ask_from(router, input, now_ + vc_delay_);
}

template <unsigned kStride>
void RouterKernel<kStride>::allocate_vcs(int router, RouterState& r) {
  vc_requests_.clear();
  VcSet wanted_by_all = 0;
  bool contended = false;
  for (VcSet set = r.asking; set != 0; set &= set - 1) {
    const int input = first_slot(set);
    const bool is_tree = (r.trees & vc_bit(input)) != 0;
    const VcSet wanted = is_tree ? wanted_tree_vcs(router, r, input) : wanted_vcs(router, r, input);
    if (wanted == 0) {
      is_tree ? ask_later(router, r, input) : found_no_vc(router, r, input);
      continue;
    }
    contended = contended || (wanted & wanted_by_all) != 0;
    wanted_by_all |= wanted;
    vc_requests_.requesters |= vc_bit(input);
    vc_requests_.asks[static_cast<std::size_t>(input)] = wanted;
  }
  if (contended) return allocate_contended_vcs(router, r);
  for (VcSet set = vc_requests_.requesters; set != 0; set &= set - 1) {
    const int input = first_slot(set);
    const auto i = static_cast<std::size_t>(input);
    const int output = first_from(vc_requests_.asks[i], r.vc_pointers.requester[i]);
    r.vc_pointers.granted(input, output);
    grant_vc(r, input, output);
  }
  if (vc_delay_ > 1) defer_vc_grants(router, r);
}

template <unsigned kStride>
void RouterKernel<kStride>::allocate_contended_vcs(int router, RouterState& r) {
  const VcSet requesters = vc_requests_.requesters;
  vc_requests_.clear();
  for (VcSet set = requesters; set != 0; set &= set - 1)
    vc_requests_.ask(first_slot(set), vc_requests_.asks[static_cast<std::size_t>(first_slot(set))]);
  if (noc_.vc_allocator == Allocator::ISlip)
    allocate_islip(vc_requests_, r.vc_pointers);
  else
    allocate_separable(vc_requests_, r.vc_pointers);
  for (VcSet set = requesters; set != 0; set &= set - 1) {
    const int input = first_slot(set);
    if ((vc_requests_.granted & vc_bit(input)) != 0) {
      grant_vc(r, input, vc_requests_.grant[static_cast<std::size_t>(input)]);
      continue;
    }
    if ((r.trees & vc_bit(input)) == 0)
      r.stall(Stall::LostVc, vc_retry());
    else
      count_lost_tree_vcs(r, input);
    ask_later(router, r, input);
  }
  if (vc_delay_ > 1) defer_vc_grants(router, r);
}

template <unsigned kStride>
void RouterKernel<kStride>::defer_vc_grants(int router, RouterState& r) {
  for (std::size_t i = 0; i < vc_granted_; ++i) {
    const VcGrant& grant = vc_grants_[i];
    r.asking &= ~vc_bit(grant.input);
    Day& day = calendar_[now_ + vc_delay_ - 1];
    day.lists.vc_grants.push_back({place_of(router, grant.input), static_cast<std::uint8_t>(grant.output), false});
    day.used = true;
  }
  vc_granted_ = 0;
}

// Heads that were blocked for want of a VC of this port ask from `first_ask` on.
template <unsigned kStride>
void RouterKernel<kStride>::unblock(RouterState& r, int output_port, Cycle first_ask) {
  const Outputs port = 1U << static_cast<unsigned>(output_port);
  for (VcSet set = r.blocked; set != 0; set &= set - 1) {
    const int input = first_slot(set);
    const InputVc& vc = r.input[static_cast<std::size_t>(input)];
    if ((vc.route & port) == 0) continue;
    r.blocked &= ~vc_bit(input);
    r.asking |= vc_bit(input);
    r.stall(Stall::NoVc, static_cast<std::uint32_t>(first_ask) - vc.since);
  }
}

template <unsigned kStride>
void RouterKernel<kStride>::check_vc_grant(PendingGrant& grant) {
  const RouterState& r = routers_[static_cast<std::size_t>(router_at(grant.input))];
  grant.valid = (r.free_vcs & vc_bit(grant.output)) != 0;
}

// At the end of the cycle in which a grant of an earlier one is taken, or void.
template <unsigned kStride>
void RouterKernel<kStride>::settle_vc_grant(const PendingGrant& grant) {
  const int router = router_at(grant.input), input = slot_at(grant.input);
  RouterState& r = routers_[static_cast<std::size_t>(router)];
  if (grant.valid) {
    take_vc(router, r, input, grant.output, now_ + 1);
    activate(router);
  } else {
    r.stall(Stall::LostVc, vc_retry());
    r.asking |= vc_bit(input);
    activate(router);
  }
}

template class RouterKernel<1>;
template class RouterKernel<2>;
template class RouterKernel<4>;
template class RouterKernel<8>;

}  // namespace spikeloom
