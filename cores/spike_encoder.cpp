// SPDX-License-Identifier: Apache-2.0
#include "cores/spike_encoder.hpp"

#include <algorithm>

#include "chip/spike_bits.hpp"
#include "sim/machine/packet_format.hpp"

namespace spikeloom {
namespace {

Packet address(const LeavingRow& row, const Delivery& delivery, PacketKind kind) {
  Packet packet = packet_of(delivery, kind);
  packet.t = row.position.t;
  packet.row = row.position.row;
  packet.image = row.position.image;
  packet.vc = row.position.vc;
  return packet;
}

Packet address_word(const LeavingRow& row, const Delivery& delivery, PacketKind kind) {
  Packet word = address(row, delivery, kind);
  word.column = static_cast<std::uint16_t>(row.column);
  word.channel = static_cast<std::uint16_t>(delivery.channels.begin);
  word.count = static_cast<std::uint16_t>(delivery.channels.size());
  return word;
}

}  // namespace

void SpikeEncoder::begin(const SliceState& slice, SliceCounts& counts, LeavingRow& row) const {
  row.deliveries = &dispatch_.of(slice.index, slice.map_row());
  row.counts = &counts.actions;
  row.position.t = static_cast<std::uint8_t>(slice.step());
  row.position.row = static_cast<std::uint16_t>(slice.map_row());
  row.position.image = static_cast<std::uint32_t>(slice.pass());
  row.position.vc = vc_of(slice.index);
  row.channels = slice.slice.channels;
  row.columns = slice.slice.columns;
  row.homes = static_cast<int>(slice.homes.size());
  row.range = row.word = row.end = 0;
  row.column = row.columns.begin;
  row.spikes.bits = {};
}

bool SpikeEncoder::next(LeavingRow& row, Packet& packet) const {
  if (any(row.spikes.bits)) {
    take_one_spike(row, packet);
  } else if (!next_word(row, packet)) {
    if (row.end == row.deliveries->row_ends.size()) return false;
    packet = address(row, row.deliveries->row_ends[row.end++], PacketKind::RowEnd);
  }
  row.counts->add(Action::FlitSend, packet.flits);
  if (packet.kind != PacketKind::RowEnd) row.counts->add(Action::WordEncode);
  return true;
}

bool SpikeEncoder::next_word(LeavingRow& row, Packet& packet) const {
  const std::vector<ColumnDeliveries>& ranges = row.deliveries->columns;
  for (; row.range < ranges.size(); ++row.range) {
    const ColumnDeliveries& range = ranges[row.range];
    row.column = std::max(row.column, range.columns.begin);
    for (; row.column < range.columns.end; ++row.column, row.word = 0)
      while (row.word < range.words.size()) {
        const Delivery& delivery = range.words[row.word++];
        __builtin_prefetch(&delivery + 1);  // of the next packet, some cycles from now
        if (build_word(row, delivery, packet)) return true;
      }
  }
  return false;
}

bool SpikeEncoder::build_word(LeavingRow& row, const Delivery& delivery, Packet& packet) const {
  if (delivery.signal == Signal::Values) return build_values(row, delivery, packet);
  if (!build_spikes(row, delivery, packet)) return false;
  if (mapping_.target.spike_encoding == SpikeEncoding::Bitmap) return true;
  row.spikes = packet;
  take_one_spike(row, packet);
  return true;
}

bool SpikeEncoder::build_spikes(const LeavingRow& row, const Delivery& delivery, Packet& packet) {
  const std::uint64_t* words =
      row.output.spikes.data() + (row.column - row.columns.begin) * row.output.words_per_column;
  const SpikeBits bits = spike_bits(words, delivery.channels.begin - row.channels.begin, delivery.channels.size());
  if (!any(bits)) return false;
  packet = address_word(row, delivery, PacketKind::SpikeWord);
  packet.bits = bits;
  return true;
}

bool SpikeEncoder::build_values(const LeavingRow& row, const Delivery& delivery, Packet& packet) {
  const std::int32_t* first = row.output.values.data() + (row.column - row.columns.begin) * row.channels.size() +
                              delivery.channels.begin - row.channels.begin;
  const std::int32_t* last = first + delivery.channels.size();
  __builtin_prefetch(last);  // where the next word begins
  if (std::all_of(first, last, [](std::int32_t value) { return value == 0; })) return false;
  packet = address_word(row, delivery, PacketKind::ValueWord);
  std::copy(first, last, packet.values.begin());
  return true;
}

void SpikeEncoder::take_one_spike(LeavingRow& row, Packet& packet) {
  const std::size_t i = row.spikes.bits[0] != 0 ? 0 : 1;
  std::uint64_t& bits = row.spikes.bits[i];
  packet = row.spikes;
  packet.bits = {1, 0};
  packet.count = 1;
  packet.channel = static_cast<std::uint16_t>(packet.channel + 64 * i + static_cast<unsigned>(__builtin_ctzll(bits)));
  bits &= bits - 1;
}

Packet SpikeEncoder::credit(int slice, const CreditGrant& grant) const {
  Packet packet = credit_packet(mapping_, grant);
  packet.vc = vc_of(slice);
  return packet;
}

}  // namespace spikeloom
