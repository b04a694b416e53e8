// SPDX-License-Identifier: Apache-2.0
#include "sim/machine/source_table.hpp"

#include <algorithm>
#include <set>

#include "chip/spike_bits.hpp"

namespace spikeloom {
namespace {

void cut_to(Packet& word, Range channels) {
  const int skipped = channels.begin - word.channel;
  if (word.kind == PacketKind::SpikeWord)
    word.bits = spike_bits(word.bits.data(), skipped, channels.size());
  else
    std::copy_n(word.values.begin() + skipped, channels.size(), word.values.begin());
  word.channel = static_cast<std::uint16_t>(channels.begin);
  word.count = static_cast<std::uint16_t>(channels.size());
}

bool is_silent(const Packet& word, Range part) {
  const int skipped = part.begin - word.channel;
  if (word.kind == PacketKind::SpikeWord) return !any(spike_bits(word.bits.data(), skipped, part.size()));
  const auto first = word.values.begin() + skipped;
  return std::all_of(first, first + part.size(), [](std::int32_t v) { return v == 0; });
}

Range wanted_part(const Packet& word, const SourceTable::Line& line) {
  return intersect(line.channels, {word.channel, word.channel + word.count});
}

bool takes(const SourceTable::Line& line, const Packet& packet) {
  if (!line.rows.contains(packet.row)) return false;
  if (packet.kind == PacketKind::RowEnd) return true;
  if ((line.signal == Signal::Spikes) != (packet.kind == PacketKind::SpikeWord)) return false;
  if (!line.columns.contains(packet.column)) return false;
  const Range part = wanted_part(packet, line);
  return !part.empty() && !is_silent(packet, part);
}

}  // namespace

SourceTable::SourceTable(const Mapping& mapping, int tile, const std::vector<int>& slices) {
  std::set<int> senders;
  for (const int slice : slices)
    for (const Source& source : mapping.slices[static_cast<std::size_t>(slice)].sources) senders.insert(source.slice);
  std::size_t size = 2;
  while (size < 2 * senders.size()) size *= 2;
  senders_.resize(size);
  for (const int sender : senders) add(mapping, tile, sender);
}

void SourceTable::add(const Mapping& mapping, int tile, int sender) {
  Sender& entry = senders_[place(sender)];
  entry = {sender, static_cast<std::uint32_t>(lines_.size()), 0, 0};
  const auto& table =
      sender == kHostSlice ? mapping.image_table : mapping.slices[static_cast<std::size_t>(sender)].destinations;
  for (const Destination& d : table)
    if (!is_edge_consumer(d.slice) && !d.home && mapping.slices[static_cast<std::size_t>(d.slice)].core == tile) {
      lines_.push_back({d.slice, d.port, d.signal, d.rows, d.columns, d.channels});
      if (entry.count++ == 0) entry.first_slice = d.slice;
    }
}

// Where the sender stands, or would.
std::size_t SourceTable::place(int number) const {
  const std::size_t mask = senders_.size() - 1;
  std::size_t at = first_place(number);
  while (senders_[at].number != number && senders_[at].number != kNobody) at = (at + 1) & mask;
  return at;
}

std::size_t SourceTable::next_line(const Lines& lines, const Packet& packet, std::size_t from) {
  while (from < lines.count && !takes(lines.first[from], packet)) ++from;
  return from;
}

Packet SourceTable::part_for(const Line& line, const Packet& packet) {
  Packet part = packet;
  part.shared = false;
  part.slice = line.slice;
  part.port = static_cast<std::uint8_t>(line.port);
  if (packet.kind != PacketKind::RowEnd) cut_to(part, wanted_part(packet, line));
  return part;
}

}  // namespace spikeloom
