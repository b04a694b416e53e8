// SPDX-License-Identifier: Apache-2.0
// Step 1 of the naive router: the section "Bypass" of noc/README.md, sentence by sentence.

#include <algorithm>

#include "tests/noc/naive_router.hpp"

namespace spikeloom::naive {

bool NaiveRouter::bypass(Time now, int input, int vc, const NaiveFlit& flit) {
  InputVc& in = at(input, vc);
  if (!in.buffer.empty() || plan(flit.packet).tree()) return false;
  const int output = in.idle ? adaptive_choice(outputs_of(flit.packet)) : in.copies.front().output;
  if (!way_is_clear(now, input, vc, output)) return false;
  if (in.idle && !take_bypass_vc(now, input, vc, flit, output)) return false;
  Copy& copy = in.copies.front();
  if (at(copy).credits == 0) return false;
  send(copy, flit, now + mesh_.noc.switch_delay_cycles + latency(output));
  wires_.credit(tile_, input, vc, now + latency(input) + 1);
  ++counts_.bypassed;
  ++copy.next;
  outputs_[index(output)].last_departure = last_input_departure_[index(input)] = now - 1;
  if (flit.tail) {
    at(copy).owned = false;
    in.copies.clear();
    in.idle = true;
  }
  return true;
}

bool NaiveRouter::way_is_clear(Time now, int input, int vc, int output) {
  if (outputs_[index(output)].last_departure > now - 1 - mesh_.noc.link_interval_cycles) return false;
  if (last_input_departure_[index(input)] > now - 2) return false;
  for (int n = 0; n < kPorts * mesh_.noc.vcs; ++n) {
    const InputVc& other = inputs_[index(n)];
    if (n == number(input, vc) || other.idle) continue;
    if (std::count(other.waits_at.begin(), other.waits_at.end(), output) != 0) return false;
    for (const Copy& copy : other.copies)
      if (copy.output == output && !copy.done && !other.buffer.empty()) return false;
  }
  return true;
}

// A head finds a free virtual channel with a credit: the first from its pointer on.
bool NaiveRouter::take_bypass_vc(Time now, int input, int vc, const NaiveFlit& flit, int output) {
  const std::set<int> free = free_vcs(number(input, vc), flit.packet, output, true);
  if (free.empty()) return false;
  const int taken = vc_arbiter_.first_output(number(input, vc), free);
  vc_arbiter_.set_pointers(number(input, vc), taken);
  ++counts_.vc_grants;
  InputVc& in = at(input, vc);
  in.idle = false;
  in.packet = flit.packet;
  in.waits_at.clear();
  in.copies = {{output, taken % mesh_.noc.vcs, 0, now, false}};
  outputs_[index(output)].vcs[index(taken % mesh_.noc.vcs)].owned = true;
  return true;
}

}  // namespace spikeloom::naive
