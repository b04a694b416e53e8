// SPDX-License-Identifier: Apache-2.0
#pragma once
// Separable allocators on bit sets: who gets which output when several ask for several. One function per scheme, the
// same for virtual channels and for the switch.
// iSLIP: McKeown, IEEE/ACM ToN 7(2), 1999 (one iteration). Separable input first: Dally and Towles 2004,
// section 19.3.1.

#include <array>
#include <cstddef>
#include <cstdint>

namespace spikeloom {

/// Lowest set bit not below `pointer`, else the lowest: round robin. The set is not empty; pointer at most 63.
constexpr int first_from(std::uint64_t set, int pointer) {
  const std::uint64_t behind = set & (~std::uint64_t{0} << static_cast<unsigned>(pointer));
  return __builtin_ctzll(behind != 0 ? behind : set);
}

/// Requests of up to N requesters for up to N outputs, and what became of them.
template <std::size_t N>
struct Allocation {
  std::uint64_t requesters = 0;           ///< those that ask for anything
  std::uint64_t outputs = 0;              ///< those that are asked for
  std::array<std::uint64_t, N> asks;      ///< [requester]: outputs; valid where `requesters` has a bit
  std::array<std::uint64_t, N> asked_by;  ///< [output]: requesters; valid where `outputs` has a bit
  std::uint64_t granted = 0;              ///< requesters that got an output
  std::array<std::uint8_t, N> grant;      ///< [requester]: the output it got; valid where `granted` has a bit

  void clear() { requesters = outputs = granted = 0; }

  void ask(int requester, std::uint64_t for_outputs) {
    if (for_outputs == 0) return;
    const std::uint64_t bit = std::uint64_t{1} << static_cast<unsigned>(requester);
    const auto r = static_cast<std::size_t>(requester);
    asks[r] = (requesters & bit) != 0 ? asks[r] | for_outputs : for_outputs;
    requesters |= bit;
    for (std::uint64_t set = for_outputs; set != 0; set &= set - 1) {
      const auto o = static_cast<std::size_t>(__builtin_ctzll(set));
      asked_by[o] = (outputs >> o & 1U) != 0 ? asked_by[o] | bit : bit;
      outputs |= std::uint64_t{1} << o;
    }
  }
};

/// Round-robin pointers of an allocator: the place from which each looks first.
template <std::size_t N>
struct Pointers {
  std::array<std::uint8_t, N> requester{}, output{};

  void granted(int r, int o) {
    requester[static_cast<std::size_t>(r)] = static_cast<std::uint8_t>(o + 1);
    output[static_cast<std::size_t>(o)] = static_cast<std::uint8_t>(r + 1);
  }
};

template <std::size_t N>
void accept(Allocation<N>& a, Pointers<N>& pointers, int requester, int output) {
  a.granted |= std::uint64_t{1} << static_cast<unsigned>(requester);
  a.grant[static_cast<std::size_t>(requester)] = static_cast<std::uint8_t>(output);
  pointers.granted(requester, output);
}

/// Each chooser chooses one of `choices[chooser]`, then each of those chosen takes one of those that chose it, both
/// from their pointers on: take(chooser, chosen).
template <std::size_t N, class Take>
void choose_and_take(std::uint64_t choosers, const std::array<std::uint64_t, N>& choices,
                     const std::array<std::uint8_t, N>& chooser_pointers,
                     const std::array<std::uint8_t, N>& chosen_pointers, Take&& take) {
  std::array<std::uint64_t, N> chosen_by;
  std::uint64_t chosen = 0;
  for (; choosers != 0; choosers &= choosers - 1) {
    const auto chooser = static_cast<std::size_t>(__builtin_ctzll(choosers));
    const auto choice = static_cast<std::size_t>(first_from(choices[chooser], chooser_pointers[chooser]));
    const std::uint64_t bit = std::uint64_t{1} << chooser;
    chosen_by[choice] = (chosen >> choice & 1U) != 0 ? chosen_by[choice] | bit : bit;
    chosen |= std::uint64_t{1} << choice;
  }
  for (; chosen != 0; chosen &= chosen - 1) {
    const auto choice = static_cast<std::size_t>(__builtin_ctzll(chosen));
    take(first_from(chosen_by[choice], chosen_pointers[choice]), static_cast<int>(choice));
  }
}

/// Each output grants one requester, each requester accepts one of the outputs that granted it.
template <std::size_t N>
void allocate_islip(Allocation<N>& a, Pointers<N>& pointers) {
  choose_and_take(a.outputs, a.asked_by, pointers.output, pointers.requester,
                  [&](int output, int requester) { accept(a, pointers, requester, output); });
}

/// Each requester chooses one output, each output grants one of those that chose it.
template <std::size_t N>
void allocate_separable(Allocation<N>& a, Pointers<N>& pointers) {
  choose_and_take(a.requesters, a.asks, pointers.requester, pointers.output,
                  [&](int requester, int output) { accept(a, pointers, requester, output); });
}

}  // namespace spikeloom
