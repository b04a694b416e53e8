// SPDX-License-Identifier: Apache-2.0
// Multicast packets that leave a router by several outputs: each output takes its copy of each flit on its own, and a
// flit stays until the last one has it.

#include "noc/active/kernel_inline.hpp"

namespace spikeloom {
namespace {

constexpr Outputs port_bit(int port) { return 1U << static_cast<unsigned>(port); }

}  // namespace

template <unsigned kStride>
TreeCopies& RouterKernel<kStride>::tree(int router, int input) {
  return trees_[static_cast<std::size_t>(router * kVcSlots + input)];
}

template <unsigned kStride>
void RouterKernel<kStride>::begin_tree(int router, RouterState& r, int input) {
  if (trees_.empty()) trees_.resize(routers_.size() * kVcSlots);
  TreeCopies& copies = tree(router, input);
  copies = TreeCopies{};
  copies.outputs = copies.unowned = r.input[static_cast<std::size_t>(input)].route;
  r.trees |= vc_bit(input);
}

template <unsigned kStride>
VcSet RouterKernel<kStride>::wanted_tree_vcs(int router, RouterState& r, int input) {
  VcSet wanted = 0;
  for (Outputs set = tree(router, input).unowned; set != 0; set &= set - 1) {
    const VcSet vcs = takeable(router, r, input, __builtin_ctz(set)) & r.free_vcs;
    if (vcs == 0) r.stall(Stall::NoVc, vc_retry());
    wanted |= vcs;
  }
  return wanted;
}

template <unsigned kStride>
void RouterKernel<kStride>::count_lost_tree_vcs(RouterState& r, int input) {
  const VcSet wanted = vc_requests_.asks[static_cast<std::size_t>(input)];
  for (int port = 0; port < kDirections; ++port)
    if (vcs_of_port(wanted, port) != 0) r.stall(Stall::LostVc, vc_retry());
}

template <unsigned kStride>
void RouterKernel<kStride>::take_tree_vc(int router, RouterState& r, int input, int output) {
  TreeCopies& copies = tree(router, input);
  copies.unowned &= ~port_bit(port_of(output));
  copies.out[static_cast<std::size_t>(port_of(output))] = static_cast<std::uint8_t>(output);
  if (copies.unowned != 0)
    r.asking |= vc_bit(input);
  else
    r.asking &= ~vc_bit(input);
  activate(router);
}

// Outputs that own a VC, have a flit to copy and a credit for it.
template <unsigned kStride>
Outputs RouterKernel<kStride>::tree_requests(int router, RouterState& r, int input) {
  const TreeCopies& copies = tree(router, input);
  const int count = r.input[static_cast<std::size_t>(input)].count;
  Outputs requests = 0;
  for (Outputs set = copies.outputs & ~(copies.unowned | copies.done | copies.deferred); set != 0; set &= set - 1) {
    const int port = __builtin_ctz(set);
    const auto p = static_cast<std::size_t>(port);
    if (copies.position[p] - copies.front >= count) continue;
    const bool credit = r.output[copies.out[p]].credits != 0;
    if (credit && link_open(r, port)) {
      requests |= port_bit(port);
      continue;
    }
    r.stall(credit ? Stall::LostSwitch : Stall::NoCredit, switch_delay_);
    if (!switch_settles_at_once()) retry_later(router, r, input, port);
  }
  return requests;
}

template <unsigned kStride>
void RouterKernel<kStride>::depart_copy(int router, RouterState& r, int input, int output_port) {
  TreeCopies& copies = tree(router, input);
  const auto port = static_cast<std::size_t>(output_port);
  const InputVc& in = r.input[static_cast<std::size_t>(input)];
  const StoredFlit flit = flit_at(in, static_cast<unsigned>(copies.position[port] - copies.front));
  const int output = copies.out[port];
  --r.output[static_cast<std::size_t>(output)].credits;
  ++copies.position[port];
  send(router, r, output, flit, in.goal, now_, *links_day_);
  if (flit.tail != 0) {
    copies.done |= port_bit(output_port);
    release_vc(r, output, now_ + 1);
  }
  drop_copied(router, r, input);
}

template <unsigned kStride>
void RouterKernel<kStride>::drop_copied(int router, RouterState& r, int input) {
  TreeCopies& copies = tree(router, input);
  for (Outputs set = copies.outputs; set != 0; set &= set - 1)
    if (copies.position[static_cast<std::size_t>(__builtin_ctz(set))] == copies.front) return;
  const bool tail = flit_at(r.input[static_cast<std::size_t>(input)], 0).tail != 0;
  r.buffered_cycles += now_;
  pop(r, input, tail);
  ++copies.front;
  return_credit(router, r, input);
  if (!tail) return;
  r.trees &= ~vc_bit(input);
  if (r.input[static_cast<std::size_t>(input)].count != 0) new_head(router, r, input, now_ + 1);
}

template class RouterKernel<1>;
template class RouterKernel<2>;
template class RouterKernel<4>;
template class RouterKernel<8>;

}  // namespace spikeloom
