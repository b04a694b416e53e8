// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a core knows of packets that several slices share: for each sender, which of its slices take what on which port.
// Loaded from the mapping; in hardware a small table that is searched by the packet's group.

#include <vector>

#include "chip/packet.hpp"
#include "mapping/plan/mapping.hpp"

namespace spikeloom {

class SourceTable {
 public:
  /// Lines of the senders that `slices`, those of `tile`, name as their sources.
  SourceTable(const Mapping& mapping, int tile, const std::vector<int>& slices);

  struct Line {
    int slice, port;  ///< consumer
    Signal signal;
    Range rows, columns, channels;
  };
  /// The sender's destinations on this tile, in the order of its table; those at home come in no packet.
  struct Lines {
    const Line* first;
    std::size_t count;
  };
  Lines lines(int sender) const {
    const Sender& s = sender_at(sender);
    return {lines_.data() + s.first, s.count};
  }
  /// The sender's lines will be asked for soon, ...
  void prefetch(int sender) const { __builtin_prefetch(&senders_[first_place(sender)]); }
  /// ... and even sooner; returns the slice of the first.
  int prefetch_lines(int sender) const {
    const Sender& s = sender_at(sender);
    __builtin_prefetch(lines_.data() + s.first);
    return s.first_slice;
  }

  /// First line from `from` on that takes something of the packet; the number of lines when none does.
  static std::size_t next_line(const Lines& lines, const Packet& packet, std::size_t from);

  /// The packet as it would have been addressed to the consumer of the line alone.
  static Packet part_for(const Line& line, const Packet& packet);

 private:
  struct Sender {
    int number = kNobody;
    std::uint32_t first = 0, count = 0;
    std::int32_t first_slice = 0;
  };
  static constexpr int kNobody = -2;

  void add(const Mapping& mapping, int tile, int sender);
  const Sender& sender_at(int number) const { return senders_[place(number)]; }
  std::size_t place(int number) const;
  std::size_t first_place(int number) const {
    return static_cast<std::uint32_t>(number) * 0x9e3779b1U & (senders_.size() - 1);
  }

  std::vector<Sender> senders_;  ///< open hash table: asked for every packet that slices share
  std::vector<Line> lines_;
};

}  // namespace spikeloom
