// SPDX-License-Identifier: Apache-2.0
#include "rtl/cosim/pass_model.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "chip/spike_bits.hpp"
#include "mapping/plan/memory.hpp"
#include "mapping/plan/row_geometry.hpp"
#include "mapping/plan/slice_ports.hpp"
#include "models/fixed_point.hpp"
#include "rtl/verilated/core_tables.hpp"

namespace spikeloom {
namespace {

std::uint64_t rows_of(const Slice& slice) { return static_cast<std::uint64_t>(slice.rows.size()); }

}  // namespace

PassModel::PassModel(const CoreContext& context, Write write)
    : context_(context),
      shape_(datapath_shape(context.core)),
      write_(std::move(write)),
      sources_(context.chip.mapping, context.tile, context.slices) {
  const Network& network = context.chip.network;
  for (const int index : context.slices) {
    const Slice& slice = context.chip.mapping.slices[static_cast<std::size_t>(index)];
    const Layer& layer = network.layers[static_cast<std::size_t>(slice.layer)];
    Place place{&slice,
                &layer,
                channel_parameters(layer, slice),
                static_cast<int>(sums_.size()),
                slice.channels.size(),
                slice.columns.size(),
                accumulator_steps(layer, network.time_steps),
                steps_sent(layer, slice, network.time_steps)};
    const std::vector<std::int32_t>& bias = place.parameters.bias;
    for (int i = 0; i < slice.window_rows * place.steps * place.columns; ++i)
      sums_.insert(sums_.end(), bias.begin(), bias.end());
    if (layer.op == Operator::Attention) {
      const auto steps = static_cast<std::size_t>(network.time_steps);
      place.stored.resize(3 * steps * static_cast<std::size_t>(layer.out.positions() * place.channels));
      place.kv.resize(steps * static_cast<std::size_t>(place.channels * layer.head_channels()));
    }
    places_.push_back(std::move(place));
  }
}

void PassModel::step(const CoreProbe::Events& events, Cycle now) {
  cycle_ = now + 1;
  if (events.start) start(events);
  if (events.group) sweep(events);
}

void PassModel::start(const CoreProbe::Events& events) {
  Place& place = places_[static_cast<std::size_t>(events.start_slot)];
  if (events.start_operation == core_tables::kKey) return key_job(place, events.start_row, events.start_step);
  if (events.start_operation == core_tables::kQuery) return query_job(place, events.start_row, events.start_step);
  Packet part;
  if (!next_part(part)) return;
  const int slice = context_.slices[static_cast<std::size_t>(events.start_slot)];
  if (part.slice != slice)
    throw RunError("core of tile " + std::to_string(context_.tile) + " (RTL): took a word for slice " +
                   std::to_string(slice) + " where the first of its queue is for slice " + std::to_string(part.slice));
  if (part.kind == PacketKind::SpikeWord || part.kind == PacketKind::ValueWord) add_word(place, part);
}

// What the datapath takes next; false: a shared packet of which nobody here wants anything.
bool PassModel::next_part(Packet& part) {
  if (queue_.empty())
    throw RunError("core of tile " + std::to_string(context_.tile) + " (RTL): took a word, and none came");
  const Packet packet = queue_.front();
  part = packet;
  if (!packet.shared) {
    queue_.pop_front();
    return true;
  }
  const SourceTable::Lines lines = sources_.lines(packet.slice);
  const std::size_t line = line_ > 0 ? line_ : SourceTable::next_line(lines, packet, 0);
  line_ = line < lines.count ? SourceTable::next_line(lines, packet, line + 1) : lines.count;
  if (line_ == lines.count) {
    queue_.pop_front();
    line_ = 0;
  }
  if (line == lines.count) return false;
  part = SourceTable::part_for(lines.first[line], packet);
  return true;
}

void PassModel::add_word(Place& place, const Packet& word) {
  const Layer& layer = *place.layer;
  const bool spikes = word.kind == PacketKind::SpikeWord;
  if (layer.op == Operator::SpatialSum || is_positional(layer, word.port)) return add_sum(place, word);
  if (layer.op == Operator::Attention) return store(place, word);
  if (layer.op == Operator::DepthwiseConv)
    return spikes ? add_depthwise_spikes(place, word) : add_depthwise_values(place, word);
  return spikes ? add_spikes(place, word) : add_values(place, word);
}

// Accumulators of a row of the map, by the image it belongs to.
int PassModel::address(const Place& place, std::uint64_t image, int row, int step, int column) const {
  const std::uint64_t global =
      image * rows_of(*place.slice) + static_cast<std::uint64_t>(row - place.slice->rows.begin);
  const std::uint64_t completed = place.images * rows_of(*place.slice) + static_cast<std::uint64_t>(place.local_row);
  const int slot = (place.window_slot + static_cast<int>(global - completed)) % place.slice->window_rows;
  const int line = slot * place.steps + (place.steps == 1 ? 0 : step);
  return place.base + (line * place.columns + column) * place.channels;
}

template <class Operand>
void PassModel::pass(int address, int count, Operand operand) {
  std::int32_t* sums = sums_.data() + address;
  for (int i = 0; i < count; ++i)
    sums[i] = static_cast<std::int32_t>(static_cast<std::uint32_t>(sums[i]) + static_cast<std::uint32_t>(operand(i)));
  write_(cycle_++, address, count, sums);
}

template <class Operand>
void PassModel::passes(int address, int count, Operand operand) {
  for (int first = 0; first < count; first += shape_.lanes)
    pass(address + first, std::min(shape_.lanes, count - first), [&](int i) { return operand(first + i); });
}

void PassModel::add_sum(const Place& place, const Packet& word) {
  const bool spatial = place.layer->op == Operator::SpatialSum;
  const int first = word.channel - place.slice->channels.begin;
  const int at = spatial ? address(place, word.image, place.slice->rows.begin, word.t, 0)
                         : address(place, word.image, word.row, word.t, word.column - place.slice->columns.begin);
  const bool partial = port_role(*place.layer, word.port) == Role::Partial;
  const auto& shift = partial ? place.parameters.weight_shift : place.parameters.output_shift;
  passes(at + first, word.count, [&](int i) {
    return shift_left(word.values[static_cast<std::size_t>(i)],
                      spatial ? 0 : shift[static_cast<std::size_t>(first + i)]);
  });
}

std::vector<PassModel::Tap> PassModel::taps_of(const Place& place, const Packet& word) const {
  const WordTaps taps = word_taps(*place.layer, *place.slice, word.row, word.column);
  std::vector<Tap> all;
  for (int i = 0; i < taps.y.count; ++i)
    for (int j = 0; j < taps.x.count; ++j)
      all.push_back(
          {(taps.y.tap - i * taps.stride) * taps.kernel_width + taps.x.tap - j * taps.stride,
           address(place, word.image, taps.y.output + i, word.t, taps.x.output + j - place.slice->columns.begin)});
  return all;
}

void PassModel::add_weight_row(const Place& place, const Tap& tap, int input, int digit, bool minus) {
  const std::int8_t* weights = place.layer->weights.data() +
                               static_cast<std::size_t>(tap.number * place.layer->in.channels + input) *
                                   static_cast<std::size_t>(place.layer->out.channels) +
                               place.slice->channels.begin;
  passes(tap.address, place.channels, [&](int c) {
    const std::int32_t weight = minus ? -weights[c] : weights[c];
    return shift_left(weight, digit + place.parameters.weight_shift[static_cast<std::size_t>(c)]);
  });
}

void PassModel::add_spikes(const Place& place, const Packet& word) {
  const std::vector<Tap> taps = taps_of(place, word);
  for_each_bit(word.bits, [&](int i) {
    for (const Tap& tap : taps) add_weight_row(place, tap, word.channel + i, 0, false);
  });
}

void PassModel::add_values(const Place& place, const Packet& word) {
  const std::vector<Tap> taps = taps_of(place, word);
  for (int i = 0; i < word.count; ++i) {
    const Digits digits = digits_of(word.values[static_cast<std::size_t>(i)], shape_.digits);
    for (std::uint32_t all = digits.plus | digits.minus; all != 0; all &= all - 1) {
      const int digit = __builtin_ctz(all);
      for (const Tap& tap : taps)
        add_weight_row(place, tap, word.channel + i, digit, (digits.minus >> digit & 1U) != 0);
    }
  }
}

void PassModel::add_depthwise_spikes(const Place& place, const Packet& word) {
  const int first = word.channel - place.slice->channels.begin;
  for (const Tap& tap : taps_of(place, word)) {
    const std::int8_t* weights = place.layer->weights.data() + tap.number * place.layer->out.channels + word.channel;
    passes(tap.address + first, word.count, [&](int i) {
      const bool fired = (word.bits[static_cast<std::size_t>(i / 64)] >> i % 64 & 1U) != 0;
      return fired ? shift_left(weights[i], place.parameters.weight_shift[static_cast<std::size_t>(first + i)]) : 0;
    });
  }
}

// Each lane takes the digits of its own value, one a pass.
void PassModel::add_depthwise_values(const Place& place, const Packet& word) {
  const int first = word.channel - place.slice->channels.begin;
  int most = 0;
  for (int i = 0; i < word.count; ++i)
    most = std::max(most, digit_count(word.values[static_cast<std::size_t>(i)], shape_.digits));
  for (const Tap& tap : taps_of(place, word))
    for (int group = 0; group < word.count; group += shape_.lanes) {
      std::array<Digits, kMaxValuesPerWord> digits;
      for (std::size_t i = 0; i < word.count; ++i) digits[i] = digits_of(word.values[i], shape_.digits);
      const std::int8_t* weights = place.layer->weights.data() + tap.number * place.layer->out.channels + word.channel;
      for (int k = 0; k < most; ++k)
        pass(tap.address + first + group, std::min(shape_.lanes, word.count - group), [&](int lane) {
          Digits& left = digits[static_cast<std::size_t>(group + lane)];
          const std::uint32_t all = left.plus | left.minus;
          if (all == 0) return std::int32_t{0};
          const int digit = __builtin_ctz(all);
          const bool minus = (left.minus >> digit & 1U) != 0;
          left = {left.plus & ~(1U << digit), left.minus & ~(1U << digit)};
          const auto weight = static_cast<std::int32_t>(weights[group + lane]);
          return shift_left(minus ? -weight : weight,
                            digit + place.parameters.weight_shift[static_cast<std::size_t>(first + group + lane)]);
        });
    }
}

std::size_t PassModel::token(const Place& place, int role, int step, int row, int column) const {
  const int steps = context_.chip.network.time_steps;
  return static_cast<std::size_t>(((role * steps + step) * place.height() + row) * place.width() + column) *
         static_cast<std::size_t>(place.channels);
}

void PassModel::store(Place& place, const Packet& word) const {
  std::uint8_t* spikes = place.stored.data() + token(place, word.port, word.t, word.row, word.column) + word.channel -
                         place.slice->channels.begin;
  for_each_bit(word.bits, [&](int i) { spikes[i] = 1; });
}

void PassModel::key_job(Place& place, int row, int step) const {
  const int head = place.layer->head_channels();
  for (int x = 0; x < place.width(); ++x) {
    const std::uint8_t* k = place.stored.data() + token(place, 1, step, row, x);
    const std::uint8_t* v = place.stored.data() + token(place, 2, step, row, x);
    for (int c = 0; c < place.channels; ++c)
      for (int j = 0; k[c] != 0 && j < head; ++j)
        place.kv[static_cast<std::size_t>((step * place.channels + c) * head + j)] += v[c / head * head + j];
  }
}

void PassModel::query_job(Place& place, int row, int step) {
  const int head = place.layer->head_channels(), steps = context_.chip.network.time_steps;
  const std::uint64_t per_image = rows_of(*place.slice) * static_cast<std::uint64_t>(steps);
  const std::uint64_t image = place.queries / per_image;
  for (int x = 0; x < place.width(); ++x) {
    const std::uint8_t* q = place.stored.data() + token(place, 0, step, row, x);
    const Cycle begin = cycle_;
    for (int c = 0; c < place.channels; ++c)
      if (q[c] != 0)
        passes(address(place, image, row, step, x) + c / head * head, head,
               [&](int j) { return place.kv[static_cast<std::size_t>((step * place.channels + c) * head + j)]; });
    cycle_ = std::max(cycle_, begin + 1);  // a token takes a cycle at least
  }
  if (++place.queries % per_image != 0) return;
  std::fill(place.stored.begin(), place.stored.end(), std::uint8_t{0});
  std::fill(place.kv.begin(), place.kv.end(), 0);
}

// The neuron unit leaves the bias behind, but in sums that go on over the steps.
void PassModel::sweep(const CoreProbe::Events& events) {
  Place& place = places_[static_cast<std::size_t>(events.group_slot)];
  if (place.steps > 1 || place.step + 1 == place.emitted_steps) {
    const int row = place.slice->rows.begin + place.local_row;
    const int at = address(place, place.images, row, place.step, 0) + events.group_neuron;
    for (int i = 0; i < events.group_count; ++i)
      sums_[static_cast<std::size_t>(at + i)] =
          place.parameters.bias[static_cast<std::size_t>((events.group_neuron + i) % place.channels)];
  }
  if (events.group_last) finish_row(place);
}

void PassModel::finish_row(Place& place) const {
  if (++place.step < place.emitted_steps) return;
  place.step = 0;
  if (++place.window_slot == place.slice->window_rows) place.window_slot = 0;
  if (++place.local_row < place.slice->rows.size()) return;
  place.local_row = 0;
  ++place.images;
}

}  // namespace spikeloom
