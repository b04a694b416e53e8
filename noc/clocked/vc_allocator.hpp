// SPDX-License-Identifier: Apache-2.0
#pragma once
// Virtual channel allocation: steps 2 and 3 of the cycle table.

#include <deque>

#include "noc/allocate.hpp"
#include "noc/clocked/datapath.hpp"

namespace spikeloom::clocked {

class VcAllocator {
 public:
  explicit VcAllocator(Datapath& datapath) : datapath_(datapath), noc_(datapath.noc()) {}

  void step(Cycle now);

  /// For the bypass: of `free` channels of output d, the one that a head in channel `vc` of an input would accept
  /// first, granted at once. The set is not empty.
  int choose(Direction input, int vc, Direction d, VcSet free);

 private:
  static constexpr int kMaxVcs = 8;
  static constexpr std::size_t kMaxChannels = kDirections * kMaxVcs;
  using Requests = Allocation<kMaxChannels>;

  /// A grant on its way through the allocator's pipeline.
  struct Grant {
    Cycle taken_cycle;
    Direction input;
    int vc;
    Direction output;
    int output_vc;
  };

  // Channels of all ports in one row, port first: numbers of requesters (inputs) and of what they ask for (outputs).
  int number(Direction d, int vc) const { return static_cast<int>(at(d)) * noc_.vcs + vc; }
  Direction port_of(int number) const { return static_cast<Direction>(number / noc_.vcs); }
  /// Cycles from one request of a head to its next.
  int pace() const { return std::max(noc_.vc_alloc_delay_cycles, 1); }

  void ask(Direction input, int vc, Cycle now, Requests& requests);
  void settle(const Requests& requests, int requester, Cycle now);
  void take(const Grant& grant);

  Datapath& datapath_;
  const NocSpec& noc_;
  Pointers<kMaxChannels> pointers_;
  std::deque<Grant> grants_;
};

}  // namespace spikeloom::clocked
