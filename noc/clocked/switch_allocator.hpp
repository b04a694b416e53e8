// SPDX-License-Identifier: Apache-2.0
#pragma once
// Switch allocation and departure: steps 4 and 5 of the cycle table.

#include <deque>
#include <vector>

#include "noc/allocate.hpp"
#include "noc/clocked/datapath.hpp"

namespace spikeloom::clocked {

class SwitchAllocator {
 public:
  explicit SwitchAllocator(Datapath& datapath) : datapath_(datapath), noc_(datapath.noc()) {}

  void step(Cycle now);

 private:
  /// A branch of the packet at the front of a virtual channel asks for the switch, and after the allocation has it.
  struct Request {
    Direction input;
    int vc;
    std::size_t branch;
    Direction output;
    Cycle departure;
  };

  std::vector<Request> collect(Cycle now);
  bool may_ask(const Branch& branch, Cycle departure);
  void allocate(const std::vector<Request>& asking);
  std::array<int, kDirections> choose_channels(const std::vector<Request>& asking,
                                               const Allocation<kDirections>& requests) const;
  static bool got_output(const Allocation<kDirections>& requests, const Request& request);
  void grant(const Request& request);
  void depart(const Request& granted);

  Datapath& datapath_;
  const NocSpec& noc_;
  Pointers<kDirections> pointers_;
  std::array<int, kDirections> vc_pointers_{};  ///< by input port
  std::deque<Request> grants_;                  ///< on their way through the allocator's pipeline
};

}  // namespace spikeloom::clocked
