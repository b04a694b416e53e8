// SPDX-License-Identifier: Apache-2.0
#include "chip/router_counts.hpp"

#include <numeric>

namespace spikeloom {

bool RouterCounts::operator==(const RouterCounts& other) const {
  return flits_in == other.flits_in && flits_out == other.flits_out && stall_cycles == other.stall_cycles &&
         vc_grants == other.vc_grants && switch_grants == other.switch_grants && bypassed == other.bypassed &&
         buffered_cycles == other.buffered_cycles;
}

RouterCounts& RouterCounts::operator+=(const RouterCounts& other) {
  const auto add = [](auto& to, const auto& counts) {
    for (std::size_t i = 0; i < to.size(); ++i) to[i] += counts[i];
  };
  add(flits_in, other.flits_in);
  add(flits_out, other.flits_out);
  add(stall_cycles, other.stall_cycles);
  vc_grants += other.vc_grants;
  switch_grants += other.switch_grants;
  bypassed += other.bypassed;
  buffered_cycles += other.buffered_cycles;
  return *this;
}

ActionCounts router_actions(const RouterCounts& counts) {
  const auto sum = [](const std::array<std::uint64_t, kDirections>& flits) {
    return std::accumulate(flits.begin(), flits.end(), std::uint64_t{0});
  };
  const std::uint64_t written = sum(counts.flits_in) - counts.bypassed, sent = sum(counts.flits_out);
  ActionCounts actions;
  actions.add(Action::BufferWrite, written);
  actions.add(Action::BufferRead, sent - counts.bypassed);
  actions.add(Action::Crossbar, sent);
  actions.add(Action::Arbitration, counts.switch_grants);
  actions.add(Action::VcGrant, counts.vc_grants);
  actions.add(Action::LinkTraversal, sent - counts.flits_out[at(Direction::Local)]);
  return actions;
}

}  // namespace spikeloom
