// SPDX-License-Identifier: Apache-2.0
#include "sim/assembly/row_stream.hpp"

#include <algorithm>

#include "chip/spike_bits.hpp"
#include "mapping/plan/boundary.hpp"
#include "sim/machine/packet_format.hpp"

namespace spikeloom {

RowStream::RowStream(ChipContext& chip, int sender, const std::vector<Destination>& table, std::size_t images)
    : chip_(chip),
      sender_(sender),
      table_(table),
      images_(images),
      rounds_(static_cast<std::size_t>(chip.mapping.rounds(chip.network))) {
  for (const Destination& d : table) credits_.push_back(d.initial_rows);
}

bool RowStream::row_granted() const {
  for (std::size_t i = 0; i < credits_.size(); ++i)
    if (table_[i].rows.contains(row_) && credits_[i] <= 0) return false;
  return true;
}

bool RowStream::prepare(Cycle now, std::deque<Packet>& packets) {
  if (finished() || !available(now) || !row_granted()) return false;
  const RowDeliveries& deliveries = chip_.dispatch.of(sender_, row_);
  for (int t = 0; t < steps(); ++t) {
    for (const ColumnDeliveries& part : deliveries.columns)
      for (int x = part.columns.begin; x < part.columns.end; ++x)
        for (const Delivery& word : part.words) add_word(word, t, x, packets);
    for (const Delivery& token : deliveries.row_ends) packets.push_back(address(token, PacketKind::RowEnd, t));
  }
  for (std::size_t i = 0; i < credits_.size(); ++i)
    if (table_[i].rows.contains(row_)) --credits_[i];
  row_sent(now);
  if (++row_ == shape().height) {
    row_ = 0;
    ++round_;
  }
  return true;
}

// A word of zeros is not sent; with AER each spike is a packet.
void RowStream::add_word(const Delivery& delivery, int t, int x, std::deque<Packet>& packets) const {
  Packet word = address(delivery, delivery.signal == Signal::Spikes ? PacketKind::SpikeWord : PacketKind::ValueWord, t);
  word.column = static_cast<std::uint16_t>(x);
  word.channel = static_cast<std::uint16_t>(delivery.channels.begin);
  word.count = static_cast<std::uint16_t>(delivery.channels.size());
  if (!fill(word, t, x)) return;
  if (word.kind == PacketKind::ValueWord || chip_.mapping.target.spike_encoding == SpikeEncoding::Bitmap)
    return packets.push_back(word);
  const SpikeBits bits = word.bits;
  word.bits = {1};
  word.count = 1;
  for_each_bit(bits, [&](int i) {
    word.channel = static_cast<std::uint16_t>(delivery.channels.begin + i);
    packets.push_back(word);
  });
}

// All packets of a stream travel on one virtual channel, so that they stay in order.
Packet RowStream::address(const Delivery& delivery, PacketKind kind, int t) const {
  Packet packet = packet_of(delivery, kind);
  packet.t = static_cast<std::uint8_t>(t);
  packet.row = static_cast<std::uint16_t>(row_);
  packet.image = static_cast<std::uint32_t>(round_);
  packet.vc = static_cast<std::uint8_t>(vc());
  return packet;
}

std::string RowStream::waiting() const {
  return "image " + std::to_string(image()) + " row " + std::to_string(row_) +
         (row_granted() ? " waits for the router" : " waits for row credits");
}

ImageStream::ImageStream(ChipContext& chip, const std::vector<Image>& images, std::size_t images_in_flight,
                         ImageLog& log)
    : RowStream(chip, kHostSlice, chip.mapping.image_table, images.size()),
      images_(images),
      in_flight_(images_in_flight),
      log_(log) {}

// The image as the network sees it: pixel minus mean (models/network.hpp).
bool ImageStream::fill(Packet& word, int /*t*/, int x) const {
  bool any = false;
  for (int i = 0; i < word.count; ++i) {
    const int c = word.channel + i;
    const int offset = chip_.network.input.pixel_offset[static_cast<std::size_t>(c)];
    const int pixel = images_[image()].pixel(row(), x, c) - offset;
    word.values[static_cast<std::size_t>(i)] = pixel;
    any = any || pixel != 0;
  }
  return any;
}

namespace {

const Slice& slice_of(const ChipContext& chip, int load) { return chip.mapping.slices[static_cast<std::size_t>(load)]; }

const Layer& layer_of(const ChipContext& chip, int load) {
  return chip.network.layers[static_cast<std::size_t>(slice_of(chip, load).layer)];
}

/// Bits of a row that somebody of this pass reads, all time steps.
std::int64_t bits_read(const ChipContext& chip, int load) {
  const Slice& slice = slice_of(chip, load);
  StoredPart part{slice.layer, slice.channels};
  for (const Destination& d : slice.destinations) (d.signal == Signal::Spikes ? part.spikes : part.values) = true;
  return stored_row_bits(chip.network, part) * output_steps(layer_of(chip, load), chip.network.time_steps);
}

}  // namespace

LoadStream::LoadStream(ChipContext& chip, int load, std::size_t images, LoadContext dram)
    : RowStream(chip, load, slice_of(chip, load).destinations, images),
      layer_(layer_of(chip, load)),
      dram_(dram),
      requests_(dram.channel),
      row_bits_(bits_read(chip, load)),
      rows_left_(images * static_cast<std::size_t>(layer_.out.height)) {}

int LoadStream::steps() const { return output_steps(layer_, chip_.network.time_steps); }

void LoadStream::read_ahead(Cycle now) {
  for (; rows_left_ > 0 && requests_.has_room(row_bits_); --rows_left_) requests_.request(now, row_bits_);
}

void LoadStream::row_sent(Cycle now) {
  requests_.take();
  read_ahead(now);
}

Cycle LoadStream::next_try(Cycle now) const {
  if (finished() || requests_.empty() || !row_granted()) return Injector::kNever;
  return std::max(now + 1, requests_.ready_at());
}

bool LoadStream::fill(Packet& word, int t, int x) const {
  const int layer = slice_of(chip_, sender()).layer;
  const DramContents::Map& map = dram_.contents.map(layer, static_cast<std::uint32_t>(image()));
  if (word.kind == PacketKind::SpikeWord) {
    word.bits = spike_bits(map.spikes.at(t, row(), x), word.channel, word.count);
    return any(word.bits);
  }
  const std::int32_t* values = map.values.at(t, row(), x) + word.channel;
  std::copy_n(values, word.count, word.values.begin());
  return std::any_of(values, values + word.count, [](std::int32_t value) { return value != 0; });
}

}  // namespace spikeloom
