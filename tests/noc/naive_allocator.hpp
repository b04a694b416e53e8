// SPDX-License-Identifier: Apache-2.0
#pragma once
// Allocation of noc/README.md on sets of numbers.

#include <map>
#include <set>

#include "chip/chip_spec.hpp"

namespace spikeloom::naive {

using Requests = std::map<int, std::set<int>>;  ///< requester: the outputs it asks for (at least one)
using Grants = std::map<int, int>;              ///< requester: the output it got

class Arbiter {
 public:
  explicit Arbiter(Allocator kind) : kind_(kind) {}

  Grants allocate(const Requests& requests);

  /// Sets both pointers as by a grant.
  void set_pointers(int requester, int output);
  /// The first of `outputs` from the requester's pointer on.
  int first_output(int requester, const std::set<int>& outputs);

 private:
  Grants islip(const Requests& requests);
  Grants input_first(const Requests& requests);

  Allocator kind_;
  std::map<int, int> requester_pointer_, output_pointer_;  // absent: 0
};

/// Round robin: the lowest not below `pointer`, else the lowest.
int first_from(const std::set<int>& numbers, int pointer);

}  // namespace spikeloom::naive
