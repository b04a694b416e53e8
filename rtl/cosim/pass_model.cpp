// SPDX-License-Identifier: Apache-2.0
#include "rtl/cosim/pass_model.hpp"

#include "base/error.hpp"
#include "mapping/plan/memory.hpp"
#include "mapping/plan/row_geometry.hpp"
#include "mapping/plan/slice_ports.hpp"
#include "models/fixed_point.hpp"
#include "rtl/verilated/core_tables.hpp"

namespace spikeloom {

PassModel::PassModel(const CoreContext& context, Write write)
    : context_(context),
      sources_(context.chip.mapping, context.tile, context.slices),
      sums_(datapath_shape(context.core), std::move(write)) {
  for (const int index : context.slices) {
    slices_.push_back(place_slice(index));
    operators_.push_back(make_pass_operator(slices_.back(), context.chip.network.time_steps));
  }
}

PassSlice PassModel::place_slice(int index) {
  const Network& network = context_.chip.network;
  const Slice& slice = context_.chip.mapping.slices[static_cast<std::size_t>(index)];
  const Layer& layer = network.layers[static_cast<std::size_t>(slice.layer)];
  PassSlice placed{&slice,
                   &layer,
                   channel_parameters(layer, slice),
                   sums_.size(),
                   slice.channels.size(),
                   slice.columns.size(),
                   accumulator_steps(layer, network.time_steps),
                   steps_sent(layer, slice, network.time_steps)};
  sums_.append(placed.parameters.bias, slice.window_rows * placed.steps * placed.columns);
  return placed;
}

void PassModel::step(const CoreProbe::Events& events, Cycle now) {
  sums_.set_cycle(now + 1);
  if (events.start) start(events);
  if (events.group) sweep(events);
}

void PassModel::start(const CoreProbe::Events& events) {
  const auto slot = static_cast<std::size_t>(events.start_slot);
  const int operation = events.start_operation;
  if (operation == core_tables::kKey || operation == core_tables::kQuery)
    return operators_[slot]->job(sums_, slices_[slot], operation, events.start_row, events.start_step);
  Packet part;
  if (!next_part(part)) return;
  const int slice = context_.slices[slot];
  if (part.slice != slice)
    throw RunError("core of tile " + std::to_string(context_.tile) + " (RTL): took a word for slice " +
                   std::to_string(slice) + " where the first of its queue is for slice " + std::to_string(part.slice));
  if (part.kind == PacketKind::SpikeWord || part.kind == PacketKind::ValueWord) add_word(slot, part);
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

void PassModel::add_word(std::size_t slot, const Packet& word) {
  const PassSlice& slice = slices_[slot];
  is_positional(*slice.layer, word.port) ? add_positional(slice, word) : operators_[slot]->add_word(sums_, slice, word);
}

void PassModel::add_positional(const PassSlice& slice, const Packet& word) {
  const int first = slice.first(word);
  const int at = PassSums::address(slice, word.image, word.row, word.t, word.column - slice.slice->columns.begin);
  const bool partial = word.port == partial_port(*slice.layer);
  const auto& shift = partial ? slice.parameters.weight_shift : slice.parameters.output_shift;
  sums_.passes(at + first, word.count, [&](int i) {
    return shift_left(word.values[static_cast<std::size_t>(i)], shift[static_cast<std::size_t>(first + i)]);
  });
}

// The neuron unit leaves the bias behind, but in sums that go on over the steps.
void PassModel::sweep(const CoreProbe::Events& events) {
  PassSlice& slice = slices_[static_cast<std::size_t>(events.group_slot)];
  if (slice.steps > 1 || slice.step + 1 == slice.emitted_steps) {
    const int row = slice.slice->rows.begin + slice.local_row;
    std::int32_t* sums = sums_.at(PassSums::address(slice, slice.images, row, slice.step, 0) + events.group_neuron);
    for (int i = 0; i < events.group_count; ++i)
      sums[i] = slice.parameters.bias[static_cast<std::size_t>((events.group_neuron + i) % slice.channels)];
  }
  if (events.group_last) finish_row(slice);
}

void PassModel::finish_row(PassSlice& slice) const {
  if (++slice.step < slice.emitted_steps) return;
  slice.step = 0;
  if (++slice.window_slot == slice.slice->window_rows) slice.window_slot = 0;
  if (++slice.local_row < slice.slice->rows.size()) return;
  slice.local_row = 0;
  ++slice.images;
}

}  // namespace spikeloom
