// SPDX-License-Identifier: Apache-2.0
// Switch allocation that takes more than a cycle: grants are taken later and may be void, tries are repeated at
// intervals.

#include "noc/active/kernel_inline.hpp"

namespace spikeloom {

template <unsigned kStride>
void RouterKernel<kStride>::defer_switch(int router, RouterState& r, int input, int output_port) {
  if ((r.trees & vc_bit(input)) != 0)
    tree(router, input).deferred |= 1U << static_cast<unsigned>(output_port);
  else
    r.deferred |= vc_bit(input);
}

template <unsigned kStride>
void RouterKernel<kStride>::retry_later(int router, RouterState& r, int input, int output_port) {
  defer_switch(router, r, input, output_port);
  Day& day = calendar_[now_ + switch_delay_];
  day.lists.retries.push_back(
      {place_of(router, input), static_cast<std::uint8_t>(1U << static_cast<unsigned>(output_port))});
  day.serve(router);
}

template <unsigned kStride>
void RouterKernel<kStride>::retry_switch(const Retry& retry) {
  const int router = router_at(retry.input), input = slot_at(retry.input);
  RouterState& r = routers_[static_cast<std::size_t>(router)];
  if ((r.trees & vc_bit(input)) != 0)
    tree(router, input).deferred &= ~Outputs{retry.outputs};
  else
    r.deferred &= ~vc_bit(input);
}

template <unsigned kStride>
void RouterKernel<kStride>::defer_starved(int router, RouterState& r) {
  for (VcSet set = r.owning & r.filled & r.starved & ~r.deferred; set != 0; set &= set - 1) {
    const int input = first_slot(set);
    r.stall(Stall::NoCredit, switch_delay_);
    retry_later(router, r, input, port_of(r.input[static_cast<std::size_t>(input)].out));
  }
}

template <unsigned kStride>
void RouterKernel<kStride>::defer_losers(int router, RouterState& r, const SwitchRequesters& losers) {
  for (int in = 0; in < kDirections; ++in)
    for (int out = 0; out < kDirections; ++out)
      for (unsigned vcs = losers[static_cast<std::size_t>(in)][static_cast<std::size_t>(out)]; vcs != 0; vcs &= vcs - 1)
        retry_later(router, r, slot_of(in, __builtin_ctz(vcs)), out);
}

template <unsigned kStride>
void RouterKernel<kStride>::check_switch_grant(PendingGrant& grant) {
  const RouterState& r = routers_[static_cast<std::size_t>(router_at(grant.input))];
  grant.valid = r.output[grant.output].credits != 0;
}

// At the end of the cycle in which a grant of an earlier one is taken, or void.
template <unsigned kStride>
void RouterKernel<kStride>::settle_switch_grant(const PendingGrant& grant) {
  const int router = router_at(grant.input), input = slot_at(grant.input);
  RouterState& r = routers_[static_cast<std::size_t>(router)];
  const bool is_tree = (r.trees & vc_bit(input)) != 0;
  const int port = port_of(grant.output);
  if (is_tree)
    tree(router, input).deferred &= ~(1U << static_cast<unsigned>(port));
  else
    r.deferred &= ~vc_bit(input);
  if (!grant.valid)
    r.stall(Stall::NoCredit, switch_delay_);
  else if (is_tree)
    depart_copy(router, r, input, port);
  else
    depart(router, r, input);
  activate(router);
}

template class RouterKernel<1>;
template class RouterKernel<2>;
template class RouterKernel<4>;
template class RouterKernel<8>;

}  // namespace spikeloom
