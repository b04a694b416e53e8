// SPDX-License-Identifier: Apache-2.0
#include "sim/assembly/edge_sinks.hpp"

#include <algorithm>

#include "chip/spike_bits.hpp"
#include "mapping/plan/boundary.hpp"

namespace spikeloom {

LogitSink::LogitSink(const ChipContext& chip, ImageLog& log)
    : log_(log), rounds_(static_cast<std::size_t>(chip.mapping.rounds(chip.network))), row_ends_(log.size(), 0) {
  for (const Slice& slice : chip.mapping.slices)
    for (const Destination& d : slice.destinations)
      if (d.slice == kHostSlice) ++slices_;
}

void LogitSink::take(const Packet& packet, Cycle now) {
  const auto image = packet.image / rounds_;
  if (packet.kind == PacketKind::ValueWord)
    std::copy_n(packet.values.begin(), packet.count, log_.logits(image).begin() + packet.channel);
  else if (++row_ends_[image] == slices_)
    log_.finish(image, now);
}

StoreSink::StoreSink(const ChipContext& chip, int store, std::size_t images, DramContents& contents,
                     DramChannel& channel)
    : part_(chip.mapping.stores[static_cast<std::size_t>(store)]),
      layer_(chip.network.layers[static_cast<std::size_t>(part_.layer)]),
      contents_(contents),
      channel_(channel),
      steps_(output_steps(layer_, chip.network.time_steps)),
      row_bits_(stored_row_bits(chip.network, part_)),
      rows_left_(images * static_cast<std::size_t>(layer_.out.height * steps_)) {
  const auto height = static_cast<std::size_t>(layer_.out.height), steps = static_cast<std::size_t>(steps_);
  std::vector<int> producers(height, 0);
  for (const Slice& slice : chip.mapping.slices)
    for (const Destination& d : slice.destinations)
      for (int row = d.rows.begin; d.slice == store_slice(store) && row < d.rows.end; ++row)
        ++producers[static_cast<std::size_t>(row)];
  for (std::size_t i = 0; i < images * height * steps; ++i) missing_.push_back(producers[i / steps % height]);
  for (std::uint32_t image = 0; image < images; ++image) {
    DramContents::Map& map = contents.map(part_.layer, image);
    if (part_.spikes && map.spikes.empty()) map.spikes = SpikeMap(steps_, layer_.out);
    if (part_.values && map.values.empty()) map.values = ValueMap(steps_, layer_.out);
  }
}

int& StoreSink::missing(const Packet& packet) {
  const auto height = static_cast<std::size_t>(layer_.out.height), steps = static_cast<std::size_t>(steps_);
  return missing_[(packet.image * height + packet.row) * steps + packet.t];
}

void StoreSink::take(const Packet& packet, Cycle now) {
  if (packet.kind != PacketKind::RowEnd) return take_word(packet);
  if (--missing(packet) > 0) return;
  channel_.write(now, row_bits_);
  --rows_left_;
}

void StoreSink::take_word(const Packet& packet) {
  DramContents::Map& map = contents_.map(part_.layer, packet.image);
  if (packet.kind == PacketKind::ValueWord) {
    std::int32_t* values = map.values.at(packet.t, packet.row, packet.column) + packet.channel;
    std::copy_n(packet.values.begin(), packet.count, values);
    return;
  }
  for_each_bit(packet.bits, [&](int i) { map.spikes.set(packet.t, packet.row, packet.column, packet.channel + i); });
}

std::string StoreSink::waiting() const {
  return std::to_string(rows_left_) + " rows of layer " + layer_.name + " have not come";
}

}  // namespace spikeloom
