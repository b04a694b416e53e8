// SPDX-License-Identifier: Apache-2.0
#include "cores/spike_encoder.hpp"

namespace spikeloom {
namespace {

// Bits of the channels of one block that a destination wants.
void add_spike_word(const SliceState& slice, const RowOutput& row, int x, Range channels, Packet word,
                    std::vector<Packet>& packets) {
  const std::uint64_t* words = row.spikes.data() + x * row.words_per_column;
  word.bits = extract_bits(words, channels.begin - slice.slice.channels.begin, channels.size());
  if (word.bits == 0) return;
  word.channel = static_cast<std::uint16_t>(channels.begin);
  word.count = static_cast<std::uint16_t>(channels.size());
  packets.push_back(word);
}

void add_value_word(const SliceState& slice, const RowOutput& row, int x, Range channels, Packet word,
                    std::vector<Packet>& packets) {
  const std::int32_t* values = row.values.data() + x * slice.channels + channels.begin - slice.slice.channels.begin;
  bool any = false;
  for (int i = 0; i < channels.size(); ++i) {
    word.values[static_cast<std::size_t>(i)] = values[i];
    any = any || values[i] != 0;
  }
  if (!any) return;
  word.channel = static_cast<std::uint16_t>(channels.begin);
  word.count = static_cast<std::uint16_t>(channels.size());
  packets.push_back(word);
}

// Blocks of `size` channels, aligned to `origin`, that overlap the wanted channels.
template <class F>
void for_each_block(Range wanted, int origin, int size, F&& f) {
  const int first = origin + (wanted.begin - origin) / size * size;
  for (int begin = first; begin < wanted.end; begin += size) f(intersect(wanted, {begin, begin + size}));
}

}  // namespace

std::uint64_t extract_bits(const std::uint64_t* words, int first, int count) {
  const auto word = static_cast<std::size_t>(first / 64);
  const int shift = first % 64;
  std::uint64_t bits = words[word] >> shift;
  if (shift != 0 && shift + count > 64) bits |= words[word + 1] << (64 - shift);
  return count == 64 ? bits : bits & ((std::uint64_t{1} << count) - 1);
}

std::uint16_t SpikeEncoder::tile_of(int slice) const {
  if (slice == kHostSlice) return host_destination(mapping_.target.tiles());
  return static_cast<std::uint16_t>(mapping_.slices[static_cast<std::size_t>(slice)].core);
}

Packet SpikeEncoder::address(const SliceState& slice, const Destination& destination, PacketKind kind) const {
  Packet packet;
  packet.kind = kind;
  packet.port = static_cast<std::uint8_t>(destination.port);
  packet.t = static_cast<std::uint8_t>(slice.step());
  packet.destination = tile_of(destination.slice);
  packet.row = static_cast<std::uint16_t>(slice.map_row());
  packet.slice = destination.slice;
  packet.image = static_cast<std::uint32_t>(slice.image());
  return packet;
}

std::vector<Packet> SpikeEncoder::encode(const SliceState& slice, const RowOutput& row) const {
  std::vector<Packet> packets;
  for (int x = 0; x < row.columns; ++x) encode_column(slice, row, x, packets);
  for (const Destination& d : slice.slice.destinations)
    if (d.rows.contains(slice.map_row())) packets.push_back(address(slice, d, PacketKind::RowEnd));
  return packets;
}

void SpikeEncoder::encode_column(const SliceState& slice, const RowOutput& row, int x,
                                 std::vector<Packet>& packets) const {
  for (const Destination& d : slice.slice.destinations) {
    if (!d.rows.contains(slice.map_row())) continue;
    const bool spikes = d.signal == Signal::Spikes;
    Packet word = address(slice, d, spikes ? PacketKind::SpikeWord : PacketKind::ValueWord);
    word.column = static_cast<std::uint16_t>(x);
    const int size = spikes ? mapping_.target.spike_word_channels : slice.slice.values_per_word;
    const int origin = spikes ? 0 : slice.slice.channels.begin;
    for_each_block(d.channels, origin, size, [&](Range block) {
      if (spikes)
        add_spike_word(slice, row, x, block, word, packets);
      else
        add_value_word(slice, row, x, block, word, packets);
    });
  }
}

Packet SpikeEncoder::credit(const CreditGrant& grant) const {
  Packet packet;
  packet.kind = PacketKind::Credit;
  packet.destination = tile_of(grant.producer);
  packet.slice = grant.producer;
  packet.entry = grant.entry;
  packet.count = static_cast<std::uint16_t>(grant.rows);
  return packet;
}

}  // namespace spikeloom
