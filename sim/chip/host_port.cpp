// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/host_port.hpp"

#include <algorithm>

#include "sim/config/chip_spec.hpp"
#include "sim/machine/packet_format.hpp"

namespace spikeloom {

HostPort::HostPort(const sc_core::sc_module_name& name, ChipContext& chip, const NocSpec& noc,
                   const std::vector<Image>& images, int images_in_flight)
    : sc_core::sc_module(name),
      chip_(chip),
      images_(images),
      images_in_flight_(static_cast<std::size_t>(images_in_flight)),
      block_(chip.scheduler.add(*this)),
      passes_(chip.mapping.time == TimeOrder::Outer ? static_cast<std::uint32_t>(chip.network.time_steps) : 1),
      injector_(noc.vcs, noc.buffer_flits, noc.link_interval_cycles),
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
  queue_.receive(flit, arrival);
  chip_.flit_hash.arrival(chip_.packets[flit.packet], flit.position, arrival,
                          host_destination(chip_.mapping.target.tiles()));
  actions_.add(Action::QueuePush);
  chip_.scheduler.wake(block_, arrival);
}

void HostPort::credit(int vc, Cycle arrival) {
  injector_.credit(vc, arrival);
  chip_.scheduler.wake(block_, arrival);
}

void HostPort::step(Cycle now) {
  take_packets(now);
  queue_.return_credit(now, link.out);
  if (outgoing_.empty()) prepare_row();
  send(now);
  if (!outgoing_.empty()) wake_for_send(now);
  if (queue_.places_owed()) chip_.scheduler.wake(block_, now + 1);
}

void HostPort::take_packets(Cycle now) {
  while (queue_.ready(now)) {
    const InputQueue::Entry entry = queue_.pop();
    actions_.add(Action::QueuePop, static_cast<std::uint64_t>(entry.flits));
    take(chip_.packets.take(entry.packet), now);
  }
}

void HostPort::take(const Packet& packet, Cycle now) {
  if (packet.kind == PacketKind::Credit) {
    credits_[packet.entry] += packet.count;
    return;
  }
  const auto image = static_cast<std::size_t>(packet.image / passes_);
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
  const RowDeliveries& deliveries = chip_.dispatch.of(kHostSlice, row_);
  for (const ColumnDeliveries& part : deliveries.columns)
    for (int x = part.columns.begin; x < part.columns.end; ++x)
      for (const Delivery& word : part.words) prepare_word(word, x);
  for (const Delivery& token : deliveries.row_ends) outgoing_.push_back(address(token, PacketKind::RowEnd));
  for (std::size_t i = 0; i < credits_.size(); ++i)
    if (chip_.mapping.image_table[i].rows.contains(row_)) --credits_[i];
  if (++row_ == chip_.network.input.shape.height) {
    row_ = 0;
    pass_ = (pass_ + 1) % passes_;
    if (pass_ == 0) ++image_;
  }
}

// The image as the network sees it: pixel minus mean (models/network.hpp); a word of zeros is not sent.
void HostPort::prepare_word(const Delivery& delivery, int x) {
  const InputFormat& input = chip_.network.input;
  const Range channels = delivery.channels;
  Packet word = address(delivery, PacketKind::ValueWord);
  word.column = static_cast<std::uint16_t>(x);
  word.channel = static_cast<std::uint16_t>(channels.begin);
  word.count = static_cast<std::uint16_t>(channels.size());
  bool any = false;
  for (int c = channels.begin; c < channels.end; ++c) {
    const int pixel = images_[image_].pixel(row_, x, c) - input.pixel_offset[static_cast<std::size_t>(c)];
    word.values[static_cast<std::size_t>(c - channels.begin)] = pixel;
    any = any || pixel != 0;
  }
  if (any) outgoing_.push_back(word);
}

// The host's packets all travel on virtual channel 0, so that they stay in order.
Packet HostPort::address(const Delivery& delivery, PacketKind kind) const {
  Packet packet = packet_of(delivery, kind);
  packet.row = static_cast<std::uint16_t>(row_);
  packet.image = static_cast<std::uint32_t>(image_) * passes_ + pass_;
  return packet;
}

void HostPort::send(Cycle now) {
  if (outgoing_.empty() || !injector_.ready(now, outgoing_.front().vc)) return;
  const Packet& packet = outgoing_.front();
  if (injector_.sent() == 0) {
    handle_ = chip_.packets.add(packet);
    begin_image(packet.image / passes_, now);
  }
  actions_.add(Action::FlitSend);
  injector_.send(link.out, handle_, packet.destination, packet.flits, now, now + 1, packet.vc);
  if (injector_.sent() == 0) outgoing_.pop_front();
}

void HostPort::begin_image(std::size_t image, Cycle now) {
  ImageTimes& times = times_[image];
  if (times.begin_cycle != 0) return;
  times.begin_cycle = now;
  for (Observer* observer : chip_.observers) observer->on_image_begin(static_cast<int>(image), now);
}

void HostPort::wake_for_send(Cycle now) {
  const Cycle next = injector_.next_try(now, outgoing_.front().vc);
  if (next != Injector::kNever) chip_.scheduler.wake(block_, next);
}

std::string HostPort::waiting() const {
  if (image_ == images_.size()) return "host port: all images sent, waits for logits";
  return "host port: image " + std::to_string(image_) + " row " + std::to_string(row_) +
         (row_granted() ? " waits for the router" : " waits for row credits of the stem");
}

}  // namespace spikeloom
