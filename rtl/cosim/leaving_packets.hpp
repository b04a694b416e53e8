// SPDX-License-Identifier: Apache-2.0
#pragma once
// The packets that a core in RTL sends, read from their bits.

#include <vector>

#include "rtl/verilated/core_probe.hpp"
#include "rtl/wires/packet_codec.hpp"

namespace spikeloom {

class LeavingPackets {
 public:
  /// `slices` of the core, by slot.
  LeavingPackets(const PacketCodec& codec, const Mapping& mapping, std::vector<int> slices)
      : codec_(codec), mapping_(mapping), slices_(std::move(slices)), images_(slices_.size(), 0) {}

  /// The packet whose head leaves: events.packet. Rows of a slice leave in their order, and images follow each other.
  Packet packet(const CoreProbe& core, const CoreProbe::Events& events) {
    const std::vector<std::uint32_t> words = core.packet_bits();
    PacketBits bits;
    for (std::size_t i = 0; i < words.size(); ++i) put_bits(bits.words, static_cast<int>(32 * i), 32, words[i]);
    const auto slot = static_cast<std::size_t>(events.packet_slot);
    Packet packet = codec_.decode(bits, {slices_[slot], images_[slot]});
    packet.flits = static_cast<std::uint8_t>(flits_of(packet.kind, slices_[slot]));
    if (packet.kind != PacketKind::Credit) images_[slot] = packet.image;
    return packet;
  }

 private:
  /// The bits are those of the longest packet.
  int flits_of(PacketKind kind, int sender) const {
    if (kind == PacketKind::SpikeWord) return mapping_.target.spike_word_flits();
    if (kind == PacketKind::ValueWord) return mapping_.slices[static_cast<std::size_t>(sender)].value_word_flits;
    return mapping_.target.token_flits();
  }

  const PacketCodec& codec_;
  const Mapping& mapping_;
  const std::vector<int> slices_;
  std::vector<std::uint32_t> images_;  ///< [slot]: of the last packet
};

}  // namespace spikeloom
