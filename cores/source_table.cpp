// SPDX-License-Identifier: Apache-2.0
#include "cores/source_table.hpp"

#include <algorithm>

#include "cores/spike_bits.hpp"

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

bool is_silent(const Packet& word) {
  if (word.kind == PacketKind::SpikeWord) return !any(word.bits);
  return std::all_of(word.values.begin(), word.values.begin() + word.count, [](std::int32_t v) { return v == 0; });
}

Range wanted_part(const Packet& word, const Destination& line) {
  return intersect(line.channels, {word.channel, word.channel + word.count});
}

bool takes(const Destination& line, const Packet& packet) {
  if (!line.rows.contains(packet.row)) return false;
  if (packet.kind == PacketKind::RowEnd) return true;
  if ((line.signal == Signal::Spikes) != (packet.kind == PacketKind::SpikeWord)) return false;
  const Range part = wanted_part(packet, line);
  if (part.empty()) return false;
  Packet word = packet;
  cut_to(word, part);
  return !is_silent(word);
}

}  // namespace

SourceTable::SourceTable(const Mapping& mapping, int tile) {
  const auto add = [&](int sender, const std::vector<Destination>& destinations) {
    for (const Destination& d : destinations)
      if (d.slice != kHostSlice && mapping.slices[static_cast<std::size_t>(d.slice)].core == tile)
        lines_[sender].push_back(d);
  };
  add(kHostSlice, mapping.image_table);
  for (std::size_t i = 0; i < mapping.slices.size(); ++i) add(static_cast<int>(i), mapping.slices[i].destinations);
}

std::size_t SourceTable::next_line(const Packet& packet, std::size_t from) const {
  const std::vector<Destination>& all = lines(packet.slice);
  while (from < all.size() && !takes(all[from], packet)) ++from;
  return from;
}

Packet SourceTable::part_for(const Packet& packet, std::size_t line) const {
  const Destination& consumer = lines(packet.slice)[line];
  Packet part = packet;
  part.shared = false;
  part.slice = consumer.slice;
  part.port = static_cast<std::uint8_t>(consumer.port);
  if (packet.kind != PacketKind::RowEnd) cut_to(part, wanted_part(packet, consumer));
  return part;
}

}  // namespace spikeloom
