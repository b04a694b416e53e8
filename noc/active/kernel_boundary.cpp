// SPDX-License-Identifier: Apache-2.0
// How a kernel is wired, what comes to it from outside of the fabric, and what it tells.

#include <numeric>

#include "noc/active/kernel_inline.hpp"

namespace spikeloom {

template <unsigned kStride>
void RouterKernel<kStride>::connect(int router, Direction port, const Outside& outside) {
  outside_[static_cast<std::size_t>(router)][at(port)] = outside;
  routers_[static_cast<std::size_t>(router)].links[at(port)] = kOutside;
  if (outside.flits != nullptr) add_buffers(router, port);
}

template <unsigned kStride>
void RouterKernel<kStride>::connect(int router, Direction port, int neighbour, Direction neighbour_port) {
  routers_[static_cast<std::size_t>(router)].links[at(port)] =
      place_of(neighbour, slot_of(static_cast<int>(neighbour_port), 0));
  add_buffers(router, port);
}

// Of an input that is bound. All have their places before a flit comes to the first.
template <unsigned kStride>
void RouterKernel<kStride>::add_buffers(int router, Direction port) {
  RouterState& r = routers_[static_cast<std::size_t>(router)];
  for (int vc = 0; vc < vcs_; ++vc, buffered_flits_ += ring_mask_ + 1)
    r.input[static_cast<std::size_t>(slot_of(static_cast<int>(port), vc))].buffer = buffered_flits_;
}

template <unsigned kStride>
void RouterKernel<kStride>::set_credits(int router, Direction port, int places) {
  RouterState& r = routers_[static_cast<std::size_t>(router)];
  for (int vc = 0; vc < vcs_; ++vc)
    r.output[static_cast<std::size_t>(slot_of(static_cast<int>(port), vc))].credits =
        static_cast<std::uint16_t>(places);
}

template <unsigned kStride>
void RouterKernel<kStride>::receive(int router, Direction port, const Flit& flit, Cycle arrival) {
  calendar_.require_near(arrival, scheduler_.now());
  const int input = slot_of(static_cast<int>(port), flit.vc);
  if (routers_[static_cast<std::size_t>(router)].input[static_cast<std::size_t>(input)].held == noc_.buffer_flits)
    throw std::logic_error("router " + std::to_string(router) + ": a flit came without a credit");
  if (flits_.size() < buffered_flits_) flits_.resize(buffered_flits_);
  if (flit.packet >= kMaxPackets) throw std::logic_error("too many packets in the fabric");
  if (flit.packet >= destinations_.size()) destinations_.resize(std::size_t{flit.packet} + flit.packet / 4 + 64);
  destinations_[flit.packet] = flit.destination;
  ++outside_[static_cast<std::size_t>(router)][at(port)].received;
  write(place_of(router, input), StoredFlit{flit.packet, flit.position, flit.tail}, flit.destination,
        calendar_[arrival]);
  scheduler_.wake(block_, arrival);
}

template <unsigned kStride>
void RouterKernel<kStride>::credit(int router, Direction port, int vc, Cycle arrival) {
  const Cycle counts = arrival + static_cast<Cycle>(noc_.credit_delay_cycles);
  calendar_.require_near(counts, scheduler_.now());
  calendar_[counts].credit(place_of(router, slot_of(static_cast<int>(port), vc)));
  scheduler_.wake(block_, counts);
}

// What the other end of each link sent, less what is on its way.
template <unsigned kStride>
std::array<std::uint64_t, kDirections> RouterKernel<kStride>::flits_in(int router) const {
  const RouterState& r = routers_[static_cast<std::size_t>(router)];
  std::array<std::uint64_t, kDirections> flits{};
  for (std::size_t port = 0; port < kDirections; ++port) {
    const Place link = r.links[port];
    flits[port] = link == kOutside ? outside_[static_cast<std::size_t>(router)][port].received
                                   : routers_[static_cast<std::size_t>(router_at(link))]
                                         .flits_out[static_cast<std::size_t>(port_of(slot_at(link)))];
    for (int vc = 0; vc < vcs_; ++vc) {
      const InputVc& in = r.input[static_cast<std::size_t>(slot_of(static_cast<int>(port), vc))];
      flits[port] -= static_cast<std::uint64_t>(in.held - in.count);
    }
  }
  return flits;
}

template <unsigned kStride>
RouterCounts RouterKernel<kStride>::counts(int router) const {
  const RouterState& r = routers_[static_cast<std::size_t>(router)];
  RouterCounts counts{flits_in(router), r.flits_out, r.stall_cycles, r.vc_grants, 0, r.bypassed, r.buffered_cycles};
  for (const InputVc& vc : r.input) counts.buffered_cycles += vc.count * scheduler_.now();
  // A grant of the switch is never void (only the owner of a VC spends its credits), and taken but by a bypass.
  counts.switch_grants = std::accumulate(r.flits_out.begin(), r.flits_out.end(), std::uint64_t{0}) - r.bypassed;
  return counts;
}

template <unsigned kStride>
std::string RouterKernel<kStride>::waiting(int router) const {
  const RouterState& r = routers_[static_cast<std::size_t>(router)];
  std::string text;
  for (VcSet set = r.filled; set != 0; set &= set - 1) {
    const int input = first_slot(set);
    const InputVc& vc = r.input[static_cast<std::size_t>(input)];
    text += (text.empty() ? "" : "; ") + std::to_string(vc.count) + " flits from " +
            kDirectionNames[static_cast<std::size_t>(port_of(input))] + " vc " + std::to_string(vc_of(input)) + " wait";
    if ((r.owning & vc_bit(input)) == 0) text += " for a vc";
    for (unsigned outputs = vc.route; outputs != 0; outputs &= outputs - 1)
      text += std::string(" ") + kDirectionNames[static_cast<std::size_t>(__builtin_ctz(outputs))];
    if ((r.starved & vc_bit(input)) != 0) text += " (no credit)";
  }
  return text;
}

template class RouterKernel<1>;
template class RouterKernel<2>;
template class RouterKernel<4>;
template class RouterKernel<8>;

}  // namespace spikeloom
