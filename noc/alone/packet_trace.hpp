// SPDX-License-Identifier: Apache-2.0
#pragma once
// Recorded packets: a text file with one packet a line, in the order of cycles.
//
//   # comment
//   cycle,source,destination,flits       (this line may be there once, first)
//   17,0,5,1
//   17,3,5;6;9,4                          three destinations: a tree or copies, as noc.multicast says

#include <cstdint>
#include <string>
#include <vector>

#include "sim/machine/observer.hpp"

namespace spikeloom {

struct TracePacket {
  Cycle cycle = 0;
  std::uint16_t source = 0;
  std::uint16_t flits = 1;
  std::uint32_t first_destination = 0;  ///< index in Trace::destinations
  std::uint32_t destinations = 1;
};

struct Trace {
  std::vector<TracePacket> packets;
  std::vector<std::uint16_t> destinations;

  int longest_packet_flits() const;
  int longest_multicast_flits() const;  ///< 0: every packet has one destination
};

/// Throws InputError with line and column: a figure that is none or out of range, cycles out of order, a destination
/// named twice, no packet at all.
Trace read_trace(const std::string& path, int tiles);

}  // namespace spikeloom
