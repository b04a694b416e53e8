// SPDX-License-Identifier: Apache-2.0
#pragma once
// Packets to bits and back (chip/packet_layout.hpp). What is not in the bits, both sides know from tables.

#include <cstdint>
#include <vector>

#include "chip/packet.hpp"
#include "rtl/wires/packet_bits.hpp"
#include "rtl/wires/word_tables.hpp"

namespace spikeloom {

/// What a receiver of bits knows beside them.
struct PacketOrigin {
  int sender = kHostSlice;        ///< slice that sent it (of a credit: that granted the rows), or kHostSlice
  std::uint32_t first_image = 0;  ///< the packet's Packet::image is this one or the next
};

class PacketCodec {
 public:
  /// `vcs` of the network. All that is passed must outlive it. Throws InputError when a header has no numbers for what
  /// the mapping has, with both figures.
  PacketCodec(const Mapping& mapping, const Dispatch& dispatch, const Network& network, int vcs);

  /// Of a packet of PacketKind::Weights, which has no code, the bits say where it goes and nothing else.
  /// Throws InputError for a number that its field does not hold (the message names it) and a word that is in no table.
  PacketBits encode(const Packet& packet) const;
  /// decode(encode(p), origin of p) is p. Throws InputError for bits that no sender of this chip sends.
  Packet decode(const PacketBits& bits, const PacketOrigin& origin) const;

  const WordTables& words() const { return words_; }
  /// Slot of a slice or edge consumer. Stores of one layer at one port count down from kNoSlot.
  int slot_of(int consumer) const;

 private:
  void encode_address(const Packet& packet, PacketBits& bits) const;
  void encode_payload(const Packet& packet, int index, PacketBits& bits) const;
  void decode_address(const PacketBits& bits, const PacketOrigin& origin, Packet& packet) const;
  void decode_word(const PacketBits& bits, Packet& packet) const;
  int slice_at(int place, int slot) const;
  int edge_consumer_at(int place, int slot, const PacketOrigin& origin) const;
  int word_index(const Packet& packet) const;
  Range word_at(const Packet& packet, int index) const;
  int value_bits(const Packet& packet, int index) const;
  bool is_aer() const;
  void number_slices();
  void number_stores();

  const Mapping& mapping_;
  const Dispatch& dispatch_;
  const WordTables words_;
  const int vcs_;
  std::vector<int> slots_;                   ///< [slice]
  std::vector<int> store_slots_;             ///< [store]
  std::vector<std::vector<int>> slices_at_;  ///< [place][slot]
};

}  // namespace spikeloom
