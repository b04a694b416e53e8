// SPDX-License-Identifier: Apache-2.0
#include "tests/noc/naive_allocator.hpp"

namespace spikeloom::naive {

int first_from(const std::set<int>& numbers, int pointer) {
  for (const int number : numbers)
    if (number >= pointer) return number;
  return *numbers.begin();
}

void Arbiter::set_pointers(int requester, int output) {
  requester_pointer_[requester] = output + 1;
  output_pointer_[output] = requester + 1;
}

int Arbiter::first_output(int requester, const std::set<int>& outputs) {
  return first_from(outputs, requester_pointer_[requester]);
}

Grants Arbiter::allocate(const Requests& requests) {
  const Grants grants = kind_ == Allocator::ISlip ? islip(requests) : input_first(requests);
  for (const auto& [requester, output] : grants) set_pointers(requester, output);
  return grants;
}

Grants Arbiter::islip(const Requests& requests) {
  std::map<int, std::set<int>> asked_by, granted_by;
  for (const auto& [requester, outputs] : requests)
    for (const int output : outputs) asked_by[output].insert(requester);
  for (const auto& [output, requesters] : asked_by)
    granted_by[first_from(requesters, output_pointer_[output])].insert(output);
  Grants grants;
  for (const auto& [requester, outputs] : granted_by) grants[requester] = first_output(requester, outputs);
  return grants;
}

Grants Arbiter::input_first(const Requests& requests) {
  std::map<int, std::set<int>> chosen_by;
  for (const auto& [requester, outputs] : requests) chosen_by[first_output(requester, outputs)].insert(requester);
  Grants grants;
  for (const auto& [output, requesters] : chosen_by) grants[first_from(requesters, output_pointer_[output])] = output;
  return grants;
}

}  // namespace spikeloom::naive
