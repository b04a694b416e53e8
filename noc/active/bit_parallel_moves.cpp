// SPDX-License-Identifier: Apache-2.0
// What a sliced kernel does flit by flit and head by head. All of them copy members into locals: stores of bytes could
// otherwise change them in the eyes of the compiler.

#include "noc/active/bit_parallel_kernel.hpp"

namespace spikeloom {

// Without a branch: nobody can foresee where a packet turns.
template <std::size_t kWords>
inline std::uint8_t BitParallelKernel<kWords>::output_at(Spot here, Spot goal) const {
  const int first = first_turn_[here.first][goal.first], second = second_turn_[here.second][goal.second];
  return static_cast<std::uint8_t>(first | (second & (first - 1) >> 8));
}

template <std::size_t kWords>
void BitParallelKernel<kWords>::new_heads(std::size_t index, std::size_t input, const Bits& heads) {
  Pairs& asking = groups_[index].asking;
  const Spot* const spots = spots_.data();
  const Goal* const goals = goals_.data();
  const std::size_t mask = ring_places_ - 1;
  const unsigned shift = ring_shift_;
  for (std::size_t i = 0; i < kWords; ++i) {
    const std::size_t first = index * kRouters + i * kWordRouters;
    Ring* const rings = &rings_[port_index(first, input)];
    const StoredFlit* const flits = flits_.data() + (port_index(first, input) << shift);
    for (std::uint64_t set = heads.word(i); set != 0; set &= set - 1) {
      const auto lane = static_cast<std::size_t>(__builtin_ctzll(set));
      const std::size_t port = port_index(lane, 0);
      const StoredFlit flit = flits[(port << shift) + (rings[port].front & mask)];
      const std::uint8_t output = output_at(spots[first + lane], goals[flit.packet()].spot);
      rings[port].output = output;
      asking[output][input].data()[i] |= set & -set;
    }
  }
}

// Flits go into the buffers of the next routers; which of them were tails.
template <std::size_t kWords>
void BitParallelKernel<kWords>::depart(std::size_t index, std::size_t input, const Bits& departing, Bits& tails) {
  const std::ptrdiff_t* const hop = hop_.data();
  const std::size_t mask = ring_places_ - 1;
  const unsigned shift = ring_shift_;
  const Passage passage = passage_now();
  for (std::size_t i = 0; i < kWords; ++i) {
    const std::size_t first = port_index(index * kRouters + i * kWordRouters, 0);
    StoredFlit* const flits = flits_.data() + (first << shift);
    Ring* const rings = &rings_[first];
    Passage* const passed = &passed_[first];
    std::uint64_t word = 0;
    for (std::uint64_t set = departing.word(i); set != 0; set &= set - 1) {
      const auto lane = static_cast<std::size_t>(__builtin_ctzll(set));
      const std::size_t ports = port_index(lane, 0), port = ports + input;
      const Ring from = rings[port];
      const StoredFlit flit = flits[(port << shift) + (from.front & mask)];
      rings[port].front = static_cast<std::uint8_t>(from.front + 1);
      word |= std::uint64_t{flit.tail()} << lane;
      passed[ports + from.output] += passage;
      const std::ptrdiff_t next = static_cast<std::ptrdiff_t>(ports) + hop[from.output];
      const auto there = static_cast<std::ptrdiff_t>(static_cast<std::size_t>(next) << shift);  // next may be negative
      flits[there + static_cast<std::ptrdiff_t>(rings[next].end++ & mask)] = flit;
    }
    tails.data()[i] = word;
  }
}

template <std::size_t kWords>
void BitParallelKernel<kWords>::leave(std::size_t index, std::size_t input, const Bits& leaving, Bits& tails) {
  for_lanes(leaving, [&](std::size_t lane) {
    const std::size_t ports = port_index(index * kRouters + lane, 0);
    Ring& from = rings_[ports + input];
    const std::size_t output = from.output, front = from.front++;
    const std::uint32_t packet = place(ports + input, front).packet(), tail = place(ports + input, front).tail();
    if (tail != 0) tails.insert(lane);
    passed_[ports + output] += passage_now();
    const std::uint8_t position = rings_[ports + output].position;
    rings_[ports + output].position = tail != 0 ? 0 : static_cast<std::uint8_t>(position + 1);
    outside_[ports + output].flits->receive(Flit(packet, goals_[packet].destination, 0, position, tail != 0),
                                            now_ + flit_cycles_[output]);
  });
}

template <std::size_t kWords>
void BitParallelKernel<kWords>::return_credits(std::size_t index, std::size_t input, const Bits& leaving) {
  for_lanes(leaving, [&](std::size_t lane) {
    outside_[port_index(index * kRouters + lane, input)].credits->credit(0, now_ + credit_cycles_[input]);
  });
}

template class BitParallelKernel<1>;
template class BitParallelKernel<2>;
template class BitParallelKernel<4>;

}  // namespace spikeloom
