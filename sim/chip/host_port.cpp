// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/host_port.hpp"

#include <algorithm>

namespace spikeloom {

HostPort::HostPort(const sc_core::sc_module_name& name, ChipContext& chip, const std::vector<Image>& images,
                   int images_in_flight, int router_places)
    : sc_core::sc_module(name),
      chip_(chip),
      images_(images),
      images_in_flight_(static_cast<std::size_t>(images_in_flight)),
      block_(chip.scheduler.add(*this)),
      places_(router_places),
      times_(images.size()),
      logit_tokens_(images.size(), 0) {
  link.in.flits(static_cast<FlitSink&>(*this));
  link.in.credits(static_cast<CreditSink&>(*this));
  for (const Destination& d : chip_.mapping.image_table) credits_.push_back(d.initial_rows);
  for (const Slice& slice : chip_.mapping.slices)
    for (const Destination& d : slice.destinations)
      if (d.slice == kHostSlice) ++logit_slices_;
  for (ImageTimes& times : times_) times.logits.assign(static_cast<std::size_t>(chip_.network.classes()), 0);
}

void HostPort::start_of_simulation() { chip_.scheduler.wake(block_, 1); }

void HostPort::receive(const Flit& flit, Cycle arrival) {
  queue_.push_back({flit.packet, arrival});
  chip_.flit_hash.arrival(chip_.packets[flit.packet], arrival, host_destination(chip_.mapping.target.tiles()));
  actions_.add(Action::QueuePush);
  chip_.scheduler.wake(block_, arrival);
}

void HostPort::credit(Cycle arrival) {
  places_.returned(arrival);
  chip_.scheduler.wake(block_, arrival);
}

void HostPort::step(Cycle now) {
  places_.collect(now);
  take_flits(now);
  if (outgoing_.empty()) prepare_row();
  send(now);
  if (!outgoing_.empty() && places_.available()) chip_.scheduler.wake(block_, now + 1);
}

void HostPort::take_flits(Cycle now) {
  while (!queue_.empty() && queue_.front().arrival <= now) {
    const Packet packet = chip_.packets.take(queue_.front().packet);
    queue_.pop_front();
    actions_.add(Action::QueuePop);
    link.out.credits->credit(now + 1);
    take(packet, now);
  }
}

void HostPort::take(const Packet& packet, Cycle now) {
  if (packet.kind == PacketKind::Credit) {
    credits_[packet.entry] += packet.count;
    return;
  }
  const auto image = static_cast<std::size_t>(packet.image);
  if (packet.kind == PacketKind::ValueWord)
    std::copy_n(packet.values.begin(), packet.count, times_[image].logits.begin() + packet.channel);
  else if (++logit_tokens_[image] == logit_slices_)
    finish_image(image, now);
}

void HostPort::finish_image(std::size_t image, Cycle now) {
  times_[image].end_cycle = now;
  ++finished_images_;
  for (Observer* observer : chip_.observers) observer->on_image_end(static_cast<int>(image), now);
}

bool HostPort::row_granted() const {
  for (std::size_t i = 0; i < credits_.size(); ++i)
    if (chip_.mapping.image_table[i].rows.contains(row_) && credits_[i] <= 0) return false;
  return true;
}

// Packs the next row of the image into words when its consumers take it.
void HostPort::prepare_row() {
  if (image_ == images_.size() || image_ >= finished_images_ + images_in_flight_ || !row_granted()) return;
  const MapShape& shape = chip_.network.input.shape;
  for (int x = 0; x < shape.width; ++x) prepare_pixel(x);
  for (std::size_t i = 0; i < credits_.size(); ++i) {
    const Destination& d = chip_.mapping.image_table[i];
    if (!d.rows.contains(row_)) continue;
    outgoing_.push_back(address(d, PacketKind::RowEnd));
    --credits_[i];
  }
  if (++row_ == shape.height) {
    row_ = 0;
    ++image_;
  }
}

// The image as the network sees it: pixel minus mean (models/network.hpp); a word of zeros is not sent.
void HostPort::prepare_pixel(int x) {
  const InputFormat& input = chip_.network.input;
  const int per_word = chip_.mapping.image_values_per_word;
  for (const Destination& d : chip_.mapping.image_table) {
    if (!d.rows.contains(row_)) continue;
    for (int first = 0; first < input.shape.channels; first += per_word) {
      Packet word = address(d, PacketKind::ValueWord);
      word.column = static_cast<std::uint16_t>(x);
      word.channel = static_cast<std::uint16_t>(first);
      word.count = static_cast<std::uint16_t>(std::min(per_word, input.shape.channels - first));
      bool any = false;
      for (int c = first; c < first + word.count; ++c) {
        const int pixel = images_[image_].pixel(row_, x, c) - input.pixel_offset[static_cast<std::size_t>(c)];
        word.values[static_cast<std::size_t>(c - first)] = pixel;
        any = any || pixel != 0;
      }
      if (any) outgoing_.push_back(word);
    }
  }
}

Packet HostPort::address(const Destination& destination, PacketKind kind) const {
  Packet packet;
  packet.kind = kind;
  packet.port = static_cast<std::uint8_t>(destination.port);
  packet.destination =
      static_cast<std::uint16_t>(chip_.mapping.slices[static_cast<std::size_t>(destination.slice)].core);
  packet.row = static_cast<std::uint16_t>(row_);
  packet.slice = destination.slice;
  packet.image = static_cast<std::uint32_t>(image_);
  return packet;
}

void HostPort::send(Cycle now) {
  if (outgoing_.empty() || !places_.available()) return;
  const Packet packet = outgoing_.front();
  outgoing_.pop_front();
  places_.spend();
  ImageTimes& times = times_[packet.image];
  if (times.begin_cycle == 0) {
    times.begin_cycle = now;
    for (Observer* observer : chip_.observers) observer->on_image_begin(static_cast<int>(packet.image), now);
  }
  actions_.add(Action::FlitSend);
  link.out.flits->receive({chip_.packets.add(packet), packet.destination}, now + 1);
}

std::string HostPort::waiting() const {
  if (image_ == images_.size()) return "host port: all images sent, waits for logits";
  return "host port: image " + std::to_string(image_) + " row " + std::to_string(row_) +
         (row_granted() ? " waits for the router" : " waits for row credits of the stem");
}

}  // namespace spikeloom
