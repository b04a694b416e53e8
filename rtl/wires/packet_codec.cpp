// SPDX-License-Identifier: Apache-2.0
#include "rtl/wires/packet_codec.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "base/error.hpp"

namespace spikeloom {
namespace {

namespace layout = packet_layout;

int code_of(const Packet& packet) {
  switch (packet.kind) {
    case PacketKind::SpikeWord:
      return packet.shared ? layout::kSharedSpikeWord : layout::kSpikeWord + packet.port;
    case PacketKind::ValueWord:
      return packet.shared ? layout::kSharedValueWord : layout::kValueWord + packet.port;
    case PacketKind::RowEnd:
      return packet.shared ? layout::kSharedRowEnd : layout::kRowEnd + packet.port;
    case PacketKind::Credit:
      return layout::kCredit;
    case PacketKind::Weights:
      break;
  }
  return layout::kSpikeWord;
}

PacketKind kind_of(int code) {
  if (code == layout::kCredit) return PacketKind::Credit;
  if (code == layout::kSharedSpikeWord || code < layout::kValueWord) return PacketKind::SpikeWord;
  if (code == layout::kSharedValueWord || code < layout::kRowEnd) return PacketKind::ValueWord;
  return PacketKind::RowEnd;
}

void put(PacketBits& bits, BitField field, std::uint64_t value, const char* what) {
  if (value > low_bits(field.width))
    throw InputError("packet: " + std::string(what) + " " + std::to_string(value) + " does not fit the " +
                     std::to_string(field.width) + " bits of its field");
  put_bits(bits.words, field.offset, field.width, value);
}

int get(const PacketBits& bits, BitField field) {
  return static_cast<int>(get_bits(bits.words, field.offset, field.width));
}

std::int32_t sign_extended(std::uint64_t value, int bits) {
  const std::uint64_t sign = std::uint64_t{1} << (bits - 1);
  return static_cast<std::int32_t>(static_cast<std::int64_t>(value ^ sign) - static_cast<std::int64_t>(sign));
}

[[noreturn]] void refuse_bits(const std::string& what) { throw InputError("packet bits: " + what); }

}  // namespace

PacketCodec::PacketCodec(const Mapping& mapping, const Dispatch& dispatch, const Network& network, int vcs)
    : mapping_(mapping), dispatch_(dispatch), words_(mapping, dispatch, network), vcs_(vcs) {
  number_slices();
  number_stores();
}

void PacketCodec::number_slices() {
  slices_at_.resize(static_cast<std::size_t>(2 * mapping_.target.tiles()));
  for (std::size_t i = 0; i < mapping_.slices.size(); ++i) {
    const int core = mapping_.slices[i].core;
    std::vector<int>& slices = slices_at_[static_cast<std::size_t>(core)];
    slots_.push_back(static_cast<int>(slices.size()));
    slices.push_back(static_cast<int>(i));
    if (slices.size() > layout::kNoSlot)
      throw InputError("mapping: destination " + std::to_string(core) + " has " + std::to_string(slices.size()) +
                       " slices; packets in bits have slots for " + std::to_string(layout::kNoSlot));
  }
}

void PacketCodec::number_stores() {
  std::map<std::pair<int, int>, int> stores;  // of a layer at a tile
  for (const StoredPart& part : mapping_.stores) {
    const int before = stores[{part.layer, part.tile}]++;
    if (before > layout::kNoSlot)
      throw InputError("mapping: the DRAM port of tile " + std::to_string(part.tile) + " keeps " +
                       std::to_string(before + 1) + " parts of a layer; packets in bits have slots for " +
                       std::to_string(kMaxSlicesPerCore));
    store_slots_.push_back(layout::kNoSlot - before);
  }
}

int PacketCodec::slot_of(int consumer) const {
  if (consumer == kHostSlice) return layout::kNoSlot;
  return is_edge_consumer(consumer) ? store_slots_[static_cast<std::size_t>(store_of(consumer))]
                                    : slots_[static_cast<std::size_t>(consumer)];
}

PacketBits PacketCodec::encode(const Packet& packet) const {
  PacketBits bits;
  bits.flits = packet.flits;
  encode_address(packet, bits);
  if (packet.kind == PacketKind::Weights) return bits;
  if (packet.kind == PacketKind::Credit) {
    put(bits, layout::kEntry, packet.entry, "entry");
    put(bits, layout::kRows, packet.count, "number of rows");
    return bits;
  }
  put(bits, layout::kRow, packet.row, "row");
  put(bits, layout::kColumn, packet.column, "column");
  put(bits, layout::kStep, packet.t, "time step");
  put(bits, layout::kImageParity, packet.image & 1U, "image parity");
  if (packet.kind == PacketKind::RowEnd) return bits;
  const int index = word_index(packet);
  put(bits, layout::kWord, static_cast<std::uint64_t>(index), "word");
  encode_payload(packet, index, bits);
  return bits;
}

void PacketCodec::encode_address(const Packet& packet, PacketBits& bits) const {
  put(bits, layout::kCode, static_cast<std::uint64_t>(code_of(packet)), "code");
  if (packet.shared) {
    put(bits, layout::kGroup, static_cast<std::uint64_t>(packet.destination - kFirstGroup), "multicast group");
    return;
  }
  put(bits, layout::kTile, packet.destination, "destination");
  put(bits, layout::kSlot, static_cast<std::uint64_t>(slot_of(packet.slice)), "slot");
}

void PacketCodec::encode_payload(const Packet& packet, int index, PacketBits& bits) const {
  if (packet.kind == PacketKind::ValueWord) {
    const int width = value_bits(packet, index);
    for (int i = 0; i < packet.count; ++i)
      put_bits(bits.words, kHeaderBits + i * width, width,
               static_cast<std::uint32_t>(packet.values[static_cast<std::size_t>(i)]));
  } else if (is_aer()) {
    put_bits(bits.words, kHeaderBits, 64, static_cast<std::uint64_t>(packet.channel - word_at(packet, index).begin));
  } else {
    for (std::size_t i = 0; i < packet.bits.size(); ++i)
      put_bits(bits.words, kHeaderBits + static_cast<int>(i) * 64, 64, packet.bits[i]);
  }
}

// A packet's channels are those of a word; of AER it is one channel of a block.
int PacketCodec::word_index(const Packet& packet) const {
  const Signal signal = packet.kind == PacketKind::SpikeWord ? Signal::Spikes : Signal::Values;
  const Range word = words_.word_of(signal, {packet.channel, packet.channel + packet.count});
  const int index =
      packet.shared ? words_.find_shared(packet.slice, {signal, word}) : words_.find(packet.slice, packet.port, word);
  if (index == kNoWord)
    throw InputError("packet: channels " + std::to_string(word.begin) + " to " + std::to_string(word.end - 1) +
                     " are no word of slice " + std::to_string(packet.slice));
  return index;
}

Range PacketCodec::word_at(const Packet& packet, int index) const {
  const std::size_t size =
      packet.shared ? words_.shared_by(packet.slice).size() : words_.into(packet.slice, packet.port).size();
  const auto i = static_cast<std::size_t>(index);
  if (i >= size) refuse_bits("word " + std::to_string(index) + " of " + std::to_string(size));
  return packet.shared ? words_.shared_by(packet.slice)[i].channels
                       : words_.into(packet.slice, packet.port)[i].channels;
}

int PacketCodec::value_bits(const Packet& packet, int index) const {
  return packet.shared ? words_.value_bits_of(packet.slice)
                       : words_.into(packet.slice, packet.port)[static_cast<std::size_t>(index)].value_bits;
}

bool PacketCodec::is_aer() const { return mapping_.target.spike_encoding == SpikeEncoding::Aer; }

Packet PacketCodec::decode(const PacketBits& bits, const PacketOrigin& origin) const {
  Packet packet;
  packet.kind = kind_of(get(bits, layout::kCode));
  packet.flits = static_cast<std::uint8_t>(bits.flits);
  packet.vc = static_cast<std::uint8_t>(origin.sender == kHostSlice ? 0 : origin.sender % vcs_);
  decode_address(bits, origin, packet);
  if (packet.kind == PacketKind::Credit) {
    packet.entry = static_cast<std::uint32_t>(get(bits, layout::kEntry));
    packet.count = static_cast<std::uint16_t>(get(bits, layout::kRows));
    return packet;
  }
  const auto parity = static_cast<std::uint32_t>(get(bits, layout::kImageParity));
  packet.image = origin.first_image + ((origin.first_image ^ parity) & 1U);
  packet.row = static_cast<std::uint16_t>(get(bits, layout::kRow));
  packet.column = static_cast<std::uint16_t>(get(bits, layout::kColumn));
  packet.t = static_cast<std::uint8_t>(get(bits, layout::kStep));
  if (packet.kind != PacketKind::RowEnd) decode_word(bits, packet);
  return packet;
}

void PacketCodec::decode_address(const PacketBits& bits, const PacketOrigin& origin, Packet& packet) const {
  const int code = get(bits, layout::kCode);
  packet.shared = code > layout::kCredit;
  if (packet.shared) {
    const auto group = static_cast<std::size_t>(get(bits, layout::kGroup));
    if (group >= dispatch_.groups().size())
      refuse_bits("group " + std::to_string(group) + " of " + std::to_string(dispatch_.groups().size()));
    packet.slice = dispatch_.groups()[group].sender;
    packet.destination = static_cast<std::uint16_t>(kFirstGroup + static_cast<int>(group));
    packet.deliveries = static_cast<std::uint16_t>(dispatch_.groups()[group].tiles.size());
    return;
  }
  packet.port = static_cast<std::uint8_t>(code < layout::kCredit ? code % layout::kMaxPorts : 0);
  packet.destination = static_cast<std::uint16_t>(get(bits, layout::kTile));
  const int slot = get(bits, layout::kSlot);
  const bool from_edge = packet.kind == PacketKind::Credit || packet.destination < mapping_.target.tiles();
  packet.slice = from_edge ? slice_at(packet.destination, slot) : edge_consumer_at(packet.destination, slot, origin);
}

/// Or the host, as a producer that gets credits.
int PacketCodec::slice_at(int place, int slot) const {
  if (slot == layout::kNoSlot) return kHostSlice;
  const auto at = static_cast<std::size_t>(place);
  if (at >= slices_at_.size() || static_cast<std::size_t>(slot) >= slices_at_[at].size())
    refuse_bits("slot " + std::to_string(slot) + " of destination " + std::to_string(place));
  return slices_at_[at][static_cast<std::size_t>(slot)];
}

int PacketCodec::edge_consumer_at(int place, int slot, const PacketOrigin& origin) const {
  const int tile = place - mapping_.target.tiles();
  for (std::size_t i = 0; origin.sender != kHostSlice && i < mapping_.stores.size(); ++i) {
    const StoredPart& part = mapping_.stores[i];
    if (part.tile == tile && part.layer == mapping_.slices[static_cast<std::size_t>(origin.sender)].layer &&
        store_slots_[i] == slot)
      return store_slice(static_cast<int>(i));
  }
  if (slot != layout::kNoSlot || tile != mapping_.host_tile)
    refuse_bits("nobody has slot " + std::to_string(slot) + " of destination " + std::to_string(place));
  return kHostSlice;
}

void PacketCodec::decode_word(const PacketBits& bits, Packet& packet) const {
  const int index = get(bits, layout::kWord);
  const Range word = word_at(packet, index);
  packet.channel = static_cast<std::uint16_t>(word.begin);
  packet.count = static_cast<std::uint16_t>(word.size());
  if (packet.kind == PacketKind::ValueWord) {
    const int width = value_bits(packet, index);
    for (int i = 0; i < word.size(); ++i)
      packet.values[static_cast<std::size_t>(i)] =
          sign_extended(get_bits(bits.words, kHeaderBits + i * width, width), width);
  } else if (is_aer()) {
    packet.channel = static_cast<std::uint16_t>(word.begin + static_cast<int>(get_bits(bits.words, kHeaderBits, 64)));
    packet.count = 1;
    packet.bits = {1};
  } else {
    for (std::size_t i = 0; i < packet.bits.size(); ++i)
      packet.bits[i] = get_bits(bits.words, kHeaderBits + static_cast<int>(i) * 64, 64);
  }
}

}  // namespace spikeloom
