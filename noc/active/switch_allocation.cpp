// SPDX-License-Identifier: Apache-2.0
// Which flits get the switch, and what happens when one leaves.

#include "noc/active/kernel_inline.hpp"

namespace spikeloom {
// The owner of a VC gets its first credit after it had none: true when it waited for it.
template <unsigned kStride>
bool RouterKernel<kStride>::feed(RouterState& r, int owner) {
  const VcSet bit = vc_bit(owner);
  if ((r.starved & bit) == 0) return false;
  r.starved &= ~bit;
  if ((r.filled & bit) == 0) return false;
  if (switch_settles_at_once())
    r.stall(Stall::NoCredit, static_cast<std::uint32_t>(now_) - r.input[static_cast<std::size_t>(owner)].since);
  return true;
}

template <unsigned kStride>
void RouterKernel<kStride>::allocate_switch(int router, RouterState& r) {
  if (!switch_settles_at_once()) defer_starved(router, r);
  VcSet ready = r.ready();
  if (noc_.link_interval_cycles > 1) ready = without_closed_outputs(router, r, ready);
  if (ready == 0 && single(r.trees) && switch_settles_at_once()) {
    if (r.trees != 0) allocate_switch_for_tree(router, r, first_slot(r.trees));
    return;
  }
  allocate_contended_switch(router, r, ready);
}

// Nobody else asks: its input port takes one of the outputs, whatever the allocator.
template <unsigned kStride>
void RouterKernel<kStride>::allocate_switch_for_tree(int router, RouterState& r, int input) {
  const Outputs requests = tree_requests(router, r, input);
  if (requests == 0) return;
  const auto pointer = r.switch_pointers.requester[static_cast<std::size_t>(port_of(input))];
  r.stall(Stall::LostSwitch, static_cast<std::uint64_t>(__builtin_popcount(requests) - 1));
  grant_switch(router, r, input, first_from(requests, pointer));
}

// One VC stands for each pair of input and output: the first from the input's pointer on.
template <unsigned kStride>
void RouterKernel<kStride>::allocate_contended_switch(int router, RouterState& r, VcSet ready) {
  SwitchRequesters asking{};
  std::array<std::uint8_t, kDirections> outputs{};  // by input port
  std::uint64_t requests = 0;
  const auto ask = [&](int input, int output_port) {
    outputs[static_cast<std::size_t>(port_of(input))] |=
        static_cast<std::uint8_t>(1U << static_cast<unsigned>(output_port));
    asking[static_cast<std::size_t>(port_of(input))][static_cast<std::size_t>(output_port)] |=
        static_cast<std::uint8_t>(1U << static_cast<unsigned>(vc_of(input)));
    ++requests;
  };
  for (VcSet set = ready; set != 0; set &= set - 1)
    ask(first_slot(set), port_of(r.input[static_cast<std::size_t>(first_slot(set))].out));
  for (VcSet set = r.trees; set != 0; set &= set - 1)
    for (Outputs o = tree_requests(router, r, first_slot(set)); o != 0; o &= o - 1)
      ask(first_slot(set), __builtin_ctz(o));

  switch_requests_.clear();
  for (std::size_t in = 0; in < kDirections; ++in) switch_requests_.ask(static_cast<int>(in), outputs[in]);
  if (noc_.switch_allocator == Allocator::ISlip)
    allocate_islip(switch_requests_, r.switch_pointers);
  else
    allocate_separable(switch_requests_, r.switch_pointers);

  const std::uint64_t granted = switch_requests_.granted;
  const auto lost = requests - static_cast<std::uint64_t>(__builtin_popcountll(granted));
  r.stall(Stall::LostSwitch, lost * switch_delay_);
  for (std::uint64_t set = granted; set != 0; set &= set - 1) {
    const auto in = static_cast<std::size_t>(__builtin_ctzll(set));
    const std::size_t out = switch_requests_.grant[in];
    const int vc = first_from(asking[in][out], r.vc_pointer[in]);
    asking[in][out] &= static_cast<std::uint8_t>(~(1U << static_cast<unsigned>(vc)));
    grant_switch(router, r, slot_of(static_cast<int>(in), vc), static_cast<int>(out));
  }
  if (!switch_settles_at_once()) defer_losers(router, r, asking);
}

// The links of the others still carry the last flit.
template <unsigned kStride>
VcSet RouterKernel<kStride>::without_closed_outputs(int router, RouterState& r, VcSet ready) {
  VcSet open = ready;
  for (VcSet set = ready; set != 0; set &= set - 1) {
    const int input = first_slot(set), port = port_of(r.input[static_cast<std::size_t>(input)].out);
    if (link_open(r, port)) continue;
    open &= ~vc_bit(input);
    r.stall(Stall::LostSwitch, switch_delay_);
    if (!switch_settles_at_once()) retry_later(router, r, input, port);
  }
  return open;
}

template <unsigned kStride>
void RouterKernel<kStride>::grant_switch(int router, RouterState& r, int input, int output_port) {
  note_switch_grant(r, input, output_port);
  if (tracks_departures_) note_departure(r, port_of(input), output_port, now_ + switch_delay_ - 1);
  const bool is_tree = (r.trees & vc_bit(input)) != 0;
  if (switch_settles_at_once()) return is_tree ? depart_copy(router, r, input, output_port) : depart(router, r, input);
  const std::uint8_t slot = is_tree ? tree(router, input).out[static_cast<std::size_t>(output_port)]
                                    : r.input[static_cast<std::size_t>(input)].out;
  defer_switch(router, r, input, output_port);
  Day& day = calendar_[now_ + switch_delay_ - 1];
  day.lists.switch_grants.push_back({place_of(router, input), slot, false});
  day.used = true;
}

template class RouterKernel<1>;
template class RouterKernel<2>;
template class RouterKernel<4>;
template class RouterKernel<8>;

}  // namespace spikeloom
