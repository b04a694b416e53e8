// SPDX-License-Identifier: Apache-2.0
#pragma once
// Turns a finished row into packets, by the slice's deliveries (mapping/dispatch.hpp): for each column its words, those
// of zeros left out, then the row's ends. With AER a word is one spike.

#include <vector>

#include "cores/neuron_unit.hpp"
#include "sim/machine/packet.hpp"

namespace spikeloom {

class SpikeEncoder {
 public:
  /// `vcs`: virtual channels of the router.
  SpikeEncoder(const Mapping& mapping, const Dispatch& dispatch, int vcs)
      : mapping_(mapping), dispatch_(dispatch), vcs_(vcs) {}

  /// Packets of the slice's next row and step, in the order in which they are sent.
  std::vector<Packet> encode(const SliceState& slice, const RowOutput& row) const;

  /// The token by which `slice` gives a producer `grant.rows` more rows.
  Packet credit(const SliceState& slice, const CreditGrant& grant) const;

 private:
  void add_spikes(const SliceState& slice, const RowOutput& row, int x, const Delivery& delivery,
                  std::vector<Packet>& packets) const;
  void add_values(const SliceState& slice, const RowOutput& row, int x, const Delivery& delivery,
                  std::vector<Packet>& packets) const;
  Packet address(const SliceState& slice, const Delivery& delivery, PacketKind kind) const;
  std::uint8_t vc_of(const SliceState& slice) const { return static_cast<std::uint8_t>(slice.index % vcs_); }

  const Mapping& mapping_;
  const Dispatch& dispatch_;
  int vcs_;
};

}  // namespace spikeloom
