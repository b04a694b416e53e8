// SPDX-License-Identifier: Apache-2.0
// Flits that find their way free on arrival.

#include "noc/active/kernel_inline.hpp"

namespace spikeloom {

template <unsigned kStride>
void RouterKernel<kStride>::serve_arrivals(int router, RouterState& r, VcSet arrivals) {
  for (; arrivals != 0; arrivals &= arrivals - 1) {
    const int input = first_slot(arrivals);
    InputVc& vc = r.input[static_cast<std::size_t>(input)];
    const StoredFlit flit = flit_at(vc, vc.count);
    if (!bypass(router, r, input, flit)) {
      arrive(router, r, input);
      continue;
    }
    skip(vc, flit.tail != 0);
  }
}

template <unsigned kStride>
bool RouterKernel<kStride>::bypass(int router, RouterState& r, int input, StoredFlit flit) {
  const VcSet bit = vc_bit(input);
  if (((r.filled | r.trees) & bit) != 0 || GroupTable::is_group(r.input[static_cast<std::size_t>(input)].goal))
    return false;
  const Cycle departure = now_ - 1;
  if (r.input_open[static_cast<std::size_t>(port_of(input))] > departure) return false;
  const bool owns = (r.owning & bit) != 0;
  const int output = owns ? r.input[static_cast<std::size_t>(input)].out : bypass_head(router, r, input);
  if (output < 0) return false;
  OutputVc& out = r.output[static_cast<std::size_t>(output)];
  const int port = port_of(output);
  if (r.output_open[static_cast<std::size_t>(port)] > departure || out.credits == 0 ||
      waited_for(router, r, input, port))
    return false;
  if (!owns) r.vc_pointers.granted(input, output);
  if (!owns) ++r.vc_grants;
  note_departure(r, port_of(input), port, departure);
  ++r.bypassed;
  --out.credits;
  send(router, r, output, flit, r.input[static_cast<std::size_t>(input)].goal, departure,
       calendar_[departure + flit_cycles_[at(Direction::North)]]);
  return_credit(router, r, input);
  after_bypass(r, input, output, flit.tail != 0, owns);
  return true;
}

// The output VC that a head may take: one with a credit, or -1.
template <unsigned kStride>
int RouterKernel<kStride>::bypass_head(int router, RouterState& r, int input) {
  const int goal = r.input[static_cast<std::size_t>(input)].goal;
  const Outputs outputs = route(grid_, noc_.routing, static_cast<Direction>(port_of(input)), router, goal);
  const int port = (outputs & (outputs - 1)) != 0 ? adaptive_output(r, outputs) : __builtin_ctz(outputs);
  VcSet usable = 0;
  for (VcSet set = takeable(router, r, input, port) & r.free_vcs; set != 0; set &= set - 1)
    if (r.output[static_cast<std::size_t>(first_slot(set))].credits != 0) usable |= set & -set;
  return usable == 0 ? -1 : first_from(usable, r.vc_pointers.requester[static_cast<std::size_t>(input)]);
}

// Whether another VC waits for a VC at the output, or owns one there and has a flit.
template <unsigned kStride>
bool RouterKernel<kStride>::waited_for(int router, const RouterState& r, int input, int output_port) {
  const unsigned port = 1U << static_cast<unsigned>(output_port);
  for (VcSet set = r.filled & ~vc_bit(input); set != 0; set &= set - 1) {
    const int other = first_slot(set);
    const InputVc& vc = r.input[static_cast<std::size_t>(other)];
    const bool owns = (r.owning & vc_bit(other)) != 0;
    if ((r.trees & vc_bit(other)) != 0) {
      if ((tree(router, other).outputs & ~tree(router, other).done & port) != 0) return true;
      continue;
    }
    if (owns ? port_of(vc.out) == output_port : (vc.route & port) != 0) return true;
  }
  return false;
}

// The packet's hold on the output VC: begun by its head, ended by its tail.
template <unsigned kStride>
void RouterKernel<kStride>::after_bypass(RouterState& r, int input, int output, bool tail, bool owns) {
  const VcSet bit = vc_bit(input);
  if (tail) {
    r.owning &= ~bit;
    r.starved &= ~bit;
    if (owns) release_vc(r, output, now_);
    return;
  }
  OutputVc& out = r.output[static_cast<std::size_t>(output)];
  if (!owns) {
    r.owning |= bit;
    r.free_vcs &= ~vc_bit(output);
    out.owner = static_cast<std::uint8_t>(input);
    r.input[static_cast<std::size_t>(input)].out = static_cast<std::uint8_t>(output);
  }
  if (out.credits == 0) r.starved |= bit;
}

template class RouterKernel<1>;
template class RouterKernel<2>;
template class RouterKernel<4>;
template class RouterKernel<8>;

}  // namespace spikeloom
