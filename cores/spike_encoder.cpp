// SPDX-License-Identifier: Apache-2.0
#include "cores/spike_encoder.hpp"

#include <algorithm>

#include "cores/spike_bits.hpp"
#include "sim/machine/packet_format.hpp"

namespace spikeloom {
namespace {

void set_channels(Packet& word, int first, int count) {
  word.channel = static_cast<std::uint16_t>(first);
  word.count = static_cast<std::uint16_t>(count);
}

}  // namespace

std::vector<Packet> SpikeEncoder::encode(const SliceState& slice, const RowOutput& row) const {
  const RowDeliveries& deliveries = dispatch_.of(slice.index, slice.map_row());
  std::vector<Packet> packets;
  for (const ColumnDeliveries& part : deliveries.columns)
    for (int x = part.columns.begin; x < part.columns.end; ++x)
      for (const Delivery& word : part.words)
        if (word.signal == Signal::Spikes)
          add_spikes(slice, row, x, word, packets);
        else
          add_values(slice, row, x, word, packets);
  for (const Delivery& token : deliveries.row_ends) packets.push_back(address(slice, token, PacketKind::RowEnd));
  return packets;
}

void SpikeEncoder::add_spikes(const SliceState& slice, const RowOutput& row, int x, const Delivery& delivery,
                              std::vector<Packet>& packets) const {
  const std::uint64_t* words = row.spikes.data() + x * row.words_per_column;
  const Range channels = delivery.channels;
  const SpikeBits bits = spike_bits(words, channels.begin - slice.slice.channels.begin, channels.size());
  if (!any(bits)) return;
  Packet word = address(slice, delivery, PacketKind::SpikeWord);
  word.column = static_cast<std::uint16_t>(x);
  if (mapping_.target.spike_encoding == SpikeEncoding::Bitmap) {
    set_channels(word, channels.begin, channels.size());
    word.bits = bits;
    packets.push_back(word);
    return;
  }
  word.bits[0] = 1;
  for_each_bit(bits, [&](int i) {
    set_channels(word, channels.begin + i, 1);
    packets.push_back(word);
  });
}

void SpikeEncoder::add_values(const SliceState& slice, const RowOutput& row, int x, const Delivery& delivery,
                              std::vector<Packet>& packets) const {
  const Range channels = delivery.channels;
  const auto first = row.values.begin() + x * slice.channels + channels.begin - slice.slice.channels.begin;
  const auto last = first + channels.size();
  if (std::all_of(first, last, [](std::int32_t value) { return value == 0; })) return;
  Packet word = address(slice, delivery, PacketKind::ValueWord);
  word.column = static_cast<std::uint16_t>(x);
  set_channels(word, channels.begin, channels.size());
  std::copy(first, last, word.values.begin());
  packets.push_back(word);
}

Packet SpikeEncoder::address(const SliceState& slice, const Delivery& delivery, PacketKind kind) const {
  Packet packet = packet_of(delivery, kind);
  packet.t = static_cast<std::uint8_t>(slice.step());
  packet.row = static_cast<std::uint16_t>(slice.map_row());
  packet.image = static_cast<std::uint32_t>(slice.image());
  packet.vc = vc_of(slice);
  return packet;
}

Packet SpikeEncoder::credit(const SliceState& slice, const CreditGrant& grant) const {
  Packet packet;
  packet.kind = PacketKind::Credit;
  packet.destination = grant.producer == kHostSlice
                           ? host_destination(mapping_.target.tiles())
                           : static_cast<std::uint16_t>(mapping_.slices[static_cast<std::size_t>(grant.producer)].core);
  packet.slice = grant.producer;
  packet.entry = grant.entry;
  packet.count = static_cast<std::uint16_t>(grant.rows);
  packet.flits = static_cast<std::uint8_t>(mapping_.target.token_flits());
  packet.vc = vc_of(slice);
  return packet;
}

}  // namespace spikeloom
