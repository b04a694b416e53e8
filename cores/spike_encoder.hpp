// SPDX-License-Identifier: Apache-2.0
#pragma once
// Turns a finished row into packets: for each column and block of channels one word per destination that wants it,
// all-zero words left out, then one row-end token per destination.

#include <vector>

#include "cores/neuron_unit.hpp"
#include "sim/machine/packet.hpp"

namespace spikeloom {

/// `count` bits of `words` from bit `first` on (count <= 64).
std::uint64_t extract_bits(const std::uint64_t* words, int first, int count);

class SpikeEncoder {
 public:
  explicit SpikeEncoder(const Mapping& mapping) : mapping_(mapping) {}

  /// Packets of the slice's next row and step, in the order in which they are sent.
  std::vector<Packet> encode(const SliceState& slice, const RowOutput& row) const;

  /// The token that gives a producer `grant.rows` more rows.
  Packet credit(const CreditGrant& grant) const;

 private:
  void encode_column(const SliceState& slice, const RowOutput& row, int x, std::vector<Packet>& packets) const;
  Packet address(const SliceState& slice, const Destination& destination, PacketKind kind) const;
  std::uint16_t tile_of(int slice) const;

  const Mapping& mapping_;
};

}  // namespace spikeloom
