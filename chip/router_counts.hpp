// SPDX-License-Identifier: Apache-2.0
#pragma once
// The counters of one router, and the priced actions that follow from them.

#include "chip/actions.hpp"
#include "chip/direction.hpp"

namespace spikeloom {

/// Why a packet or a flit at the front of its virtual channel did not move on in a cycle.
enum class Stall : std::uint8_t {
  NoVc,        ///< a head, and no virtual channel of its output that it may use is free
  LostVc,      ///< a head, and the allocator gave the free ones to others
  NoCredit,    ///< its virtual channel has no place in the next buffer
  LostSwitch,  ///< the allocator gave the switch to others, or the link still carries the last flit
};
constexpr int kStalls = 4;
constexpr std::array<const char*, kStalls> kStallNames{"no_vc", "lost_vc", "no_credit", "lost_switch"};

/// What one router counted. All in flits or cycles summed over its virtual channels.
struct RouterCounts {
  std::array<std::uint64_t, kDirections> flits_in{};   ///< by input port
  std::array<std::uint64_t, kDirections> flits_out{};  ///< by output port: what its link carried
  std::array<std::uint64_t, kStalls> stall_cycles{};   ///< by cause
  std::uint64_t vc_grants = 0, switch_grants = 0;
  std::uint64_t bypassed = 0;         ///< flits that were never written into a buffer
  std::uint64_t buffered_cycles = 0;  ///< sum over flits of the cycles each spent in a buffer
  bool operator==(const RouterCounts& other) const;
  RouterCounts& operator+=(const RouterCounts& other);
};

/// Actions of a router that have a price.
ActionCounts router_actions(const RouterCounts& counts);

}  // namespace spikeloom
