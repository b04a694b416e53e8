// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a core knows of packets that several slices share: for each sender, which of its slices take what on which port.
// Loaded from the mapping; in hardware a small table that is searched by the packet's group.

#include <map>
#include <vector>

#include "mapping/mapping.hpp"
#include "sim/machine/packet.hpp"

namespace spikeloom {

class SourceTable {
 public:
  SourceTable(const Mapping& mapping, int tile);

  /// The sender's destinations on this tile, in the order of its table.
  const std::vector<Destination>& lines(int sender) const { return lines_.at(sender); }

  /// First line from `from` on that takes something of the packet; the number of lines when none does.
  std::size_t next_line(const Packet& packet, std::size_t from) const;

  /// The packet as it would have been addressed to the consumer of the line alone.
  Packet part_for(const Packet& packet, std::size_t line) const;

 private:
  std::map<int, std::vector<Destination>> lines_;  ///< [slice or kHostSlice]
};

}  // namespace spikeloom
