// SPDX-License-Identifier: Apache-2.0
#pragma once
// Turns a finished row into packets, by the slice's deliveries (mapping/plan/dispatch.hpp): for each column its words,
// those of zeros left out, then the row's ends. With AER a word is one spike. Packets are built one by one as they
// leave.

#include "chip/packet.hpp"
#include "cores/neuron_unit.hpp"
#include "mapping/plan/dispatch.hpp"

namespace spikeloom {

/// A row on its way out, and how far it is.
struct LeavingRow {
  RowOutput output;
  const RowDeliveries* deliveries = nullptr;
  ActionCounts* counts = nullptr;  ///< of the slice: what it costs to build and send the row
  Packet position;                 ///< row, step, image and channel of its packets
  Range channels, columns;         ///< of the slice
  int homes = 0;                   ///< slices of this core that have not taken it yet (Destination::home)

  // What comes next: a word of a column, or an end.
  std::size_t range = 0, word = 0, end = 0;
  int column = 0;
  Packet spikes;  ///< AER: of the word under way; its bits are those not sent yet
};

class SpikeEncoder {
 public:
  /// `vcs`: virtual channels of the router.
  SpikeEncoder(const Mapping& mapping, const Dispatch& dispatch, int vcs)
      : mapping_(mapping), dispatch_(dispatch), vcs_(vcs) {}

  /// Begins the slice's next row and step, whose output stands in `row`.
  void begin(const SliceState& slice, SliceCounts& counts, LeavingRow& row) const;

  /// Builds and counts the next packet, in the order in which they are sent; false when the row is done.
  bool next(LeavingRow& row, Packet& packet) const;

  /// The token by which slice number `slice` gives a producer `grant.rows` more rows.
  Packet credit(int slice, const CreditGrant& grant) const;

 private:
  bool next_word(LeavingRow& row, Packet& packet) const;
  bool build_word(LeavingRow& row, const Delivery& delivery, Packet& packet) const;
  static bool build_spikes(const LeavingRow& row, const Delivery& delivery, Packet& packet);
  static bool build_values(const LeavingRow& row, const Delivery& delivery, Packet& packet);
  static void take_one_spike(LeavingRow& row, Packet& packet);
  std::uint8_t vc_of(int slice) const { return static_cast<std::uint8_t>(slice % vcs_); }

  const Mapping& mapping_;
  const Dispatch& dispatch_;
  int vcs_;
};

}  // namespace spikeloom
