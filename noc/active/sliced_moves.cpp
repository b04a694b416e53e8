// SPDX-License-Identifier: Apache-2.0
// What a sliced kernel does flit by flit and head by head. All of them copy members into locals: stores of bytes could
// otherwise change them in the eyes of the compiler.

#include "noc/active/sliced_kernel.hpp"

namespace spikeloom {

template <std::size_t kWords>
inline std::uint8_t SlicedKernel<kWords>::output_at(Spot here, Spot goal) const {
  const std::uint8_t first = first_turn_[here.first][goal.first], second = second_turn_[here.second][goal.second];
  return first != kDirections ? first : second;
}

template <std::size_t kWords>
void SlicedKernel<kWords>::new_heads(std::size_t index, std::size_t input, const Bits& heads) {
  Pairs& asking = groups_[index].asking;
  Ring* const rings = rings_.data();
  const StoredFlit* const flits = flits_.data();
  const Spot* const spots = spots_.data();
  const Goal* const goals = goals_.data();
  const std::size_t places = ring_places_;
  for (std::size_t i = 0; i < kWords; ++i)
    for (std::uint64_t set = heads.word(i); set != 0; set &= set - 1) {
      const std::size_t router = index * kRouters + i * kWordRouters + static_cast<unsigned>(__builtin_ctzll(set));
      const std::size_t port = port_index(router, input);
      const StoredFlit flit = flits[port * places + (rings[port].front & (places - 1))];
      const std::uint8_t output = output_at(spots[router], goals[flit.packet()].spot);
      rings[port].output = output;
      asking[output][input].data()[i] |= set & -set;
    }
}

// Flits go into the buffers of the next routers; which of them were tails.
template <std::size_t kWords>
void SlicedKernel<kWords>::depart(std::size_t index, std::size_t input, const Bits& departing, Bits& tails) {
  StoredFlit* const flits = flits_.data();
  Ring* const rings = rings_.data();
  Passed* const departed = departed_.data();
  const std::ptrdiff_t* const hop = hop_.data();
  const std::size_t places = ring_places_;
  const Cycle now = now_;
  for (std::size_t i = 0; i < kWords; ++i) {
    std::uint64_t word = 0;
    for (std::uint64_t set = departing.word(i); set != 0; set &= set - 1) {
      const auto lane = static_cast<unsigned>(__builtin_ctzll(set));
      const std::size_t ports = port_index(index * kRouters + i * kWordRouters + lane, 0);
      const Ring from = rings[ports + input];
      const StoredFlit flit = flits[(ports + input) * places + (from.front & (places - 1))];
      rings[ports + input].front = static_cast<std::uint8_t>(from.front + 1);
      word |= std::uint64_t{flit.tail()} << lane;
      Passed& out = departed[ports + from.output];
      ++out.flits;
      out.cycles += now;
      const std::size_t next = ports + static_cast<std::size_t>(hop[from.output]);
      flits[next * places + (rings[next].end++ & (places - 1))] = flit;
    }
    tails.data()[i] = word;
  }
}

template <std::size_t kWords>
void SlicedKernel<kWords>::leave(std::size_t index, std::size_t input, const Bits& leaving, Bits& tails) {
  for_lanes(leaving, [&](std::size_t lane) {
    const std::size_t ports = port_index(index * kRouters + lane, 0);
    Ring& from = rings_[ports + input];
    const std::size_t output = from.output, front = from.front++;
    const std::uint32_t packet = place(ports + input, front).packet(), tail = place(ports + input, front).tail();
    if (tail != 0) tails.insert(lane);
    Passed& out = departed_[ports + output];
    ++out.flits;
    out.cycles += now_;
    const std::uint8_t position = rings_[ports + output].position;
    rings_[ports + output].position = tail != 0 ? 0 : static_cast<std::uint8_t>(position + 1);
    outside_[ports + output].flits->receive(Flit(packet, goals_[packet].destination, 0, position, tail != 0),
                                            now_ + flit_cycles_[output]);
  });
}

template <std::size_t kWords>
void SlicedKernel<kWords>::return_credits(std::size_t index, std::size_t input, const Bits& departing) {
  const Bits leaves = groups_[index].leaves[input];
  for_lanes(departing & leaves, [&](std::size_t lane) {
    outside_[port_index(index * kRouters + lane, input)].credits->credit(0, now_ + credit_cycles_[input]);
  });
  spread(*credits_day_, &Events::credits, index, input, departing & ~leaves);
}

// Notes what goes from the ports of a group to the neighbours behind them, most of them in the same group.
template <std::size_t kWords>
void SlicedKernel<kWords>::spread(Day& day, Ports Events::*events, std::size_t index, std::size_t port,
                                  const Bits& plane) {
  const std::size_t far_port = far_port_[port];
  const auto word = static_cast<std::size_t>(beyond_[port] >> 6);  // of the first neighbour, less that of the router
  const auto shift = static_cast<unsigned>(beyond_[port] & 63);
  std::uint64_t* const here = (day.at(index).*events)[far_port].data();
  std::uint64_t carry = 0;
  for (std::size_t i = 0; i <= kWords; ++i) {
    const std::uint64_t from = i < kWords ? plane.word(i) : 0, bits = from << shift | carry;
    carry = from >> 1U >> (63 - shift);
    if (const std::size_t to = word + i; to < kWords)
      here[to] |= bits;
    else if (bits != 0)
      (day.at(index + (word + i > kWords ? -1 : 1)).*events)[far_port].data()[to % kWords] |= bits;
  }
}

template class SlicedKernel<1>;
template class SlicedKernel<2>;
template class SlicedKernel<4>;

}  // namespace spikeloom
