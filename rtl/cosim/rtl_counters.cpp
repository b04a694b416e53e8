// SPDX-License-Identifier: Apache-2.0
#include "rtl/cosim/rtl_counters.hpp"

#include "chip/spike_bits.hpp"
#include "mapping/plan/slice_ports.hpp"
#include "rtl/verilated/core_tables.hpp"

namespace spikeloom {

RtlCounters::RtlCounters(const CoreContext& context, Observer& watcher)
    : context_(context), watcher_(watcher), shape_(datapath_shape(context.core)), counts_(context.slices.size()) {
  const Network& network = context.chip.network;
  for (const int index : context.slices) {
    const Slice& slice = context.chip.mapping.slices[static_cast<std::size_t>(index)];
    const Layer& layer = network.layers[static_cast<std::size_t>(slice.layer)];
    const bool fires = layer.fires && !slice.is_partial();
    places_.push_back({index, slice.layer, slice.channels.size(), slice.columns.size(),
                       steps_sent(layer, slice, network.time_steps), layer.head_channels(), slice.rows, slice.columns,
                       fires, layer.emits_values || slice.is_partial(), fires && network.time_steps > 1});
  }
}

void RtlCounters::step(const CoreProbe& dut, const CoreProbe::Events& e, Cycle now) {
  if (e.stalled) ++stall_cycles_;
  if (e.pop) {
    ActionCounts& actions = counts_[static_cast<std::size_t>(e.pop_slot)].actions;
    actions.add(Action::QueuePush, static_cast<std::uint64_t>(e.pop_flits));
    actions.add(Action::QueuePop, static_cast<std::uint64_t>(e.pop_flits));
  }
  if (e.start && e.start_operation == core_tables::kStore)
    counts_[static_cast<std::size_t>(e.start_slot)].actions.add(
        Action::AccumulatorWrite, shape_.sram_words(static_cast<std::uint64_t>(e.start_count)));
  follow_datapath(e, now);
  if (e.pass || e.token) count_pass(e);
  if (e.sweep) {
    sweep_begin_ = now;
    clear_row(places_[static_cast<std::size_t>(e.group_slot)]);
  }
  if (e.group) take_group(dut, e);
  if (e.group_last) finish_row(e.group_slot, now + 1);
}

void RtlCounters::follow_datapath(const CoreProbe::Events& e, Cycle now) {
  if (datapath_busy_ && (e.start || !e.datapath_busy)) {
    counts_[static_cast<std::size_t>(datapath_slot_)].datapath_cycles += now - datapath_begin_;
    const int slice = places_[static_cast<std::size_t>(datapath_slot_)].slice;
    watcher_.on_datapath({slice, datapath_begin_, now});
  }
  datapath_busy_ = e.datapath_busy;
  if (!e.start) return;
  datapath_slot_ = e.start_slot;
  datapath_begin_ = now;
}

void RtlCounters::count_pass(const CoreProbe::Events& e) {
  SliceCounts& counts = counts_[static_cast<std::size_t>(e.pass_slot)];
  if (e.pass_operation == core_tables::kKey || e.pass_operation == core_tables::kQuery)
    return count_job_pass(e, counts);
  const bool shifted = e.pass_operation == core_tables::kValues || e.pass_operation == core_tables::kDepthwiseValues;
  const auto additions = static_cast<std::uint64_t>(e.pass_additions);
  counts.actions.add(shifted ? Action::ShiftedAdd : Action::Add, additions);
  if (e.pass_operation != core_tables::kSum) counts.synaptic_additions += additions;
  if (!e.first_group) return;
  if (e.pass_operation != core_tables::kSum) counts.actions.add(Action::WeightRead, shape_.weight_words(e.pass_width));
  counts.actions.add(Action::AccumulatorRead, shape_.accumulator_words(e.pass_width));
  counts.actions.add(Action::AccumulatorWrite, shape_.accumulator_words(e.pass_width));
}

// K and V of a token are read from where they were stored, or Q.
void RtlCounters::count_job_pass(const CoreProbe::Events& e, SliceCounts& counts) {
  const bool key = e.pass_operation == core_tables::kKey;
  if (e.token) {
    const int channels = places_[static_cast<std::size_t>(e.pass_slot)].channels;
    const std::uint64_t stored = shape_.sram_words(static_cast<std::uint64_t>(channels));
    counts.actions.add(Action::AccumulatorRead, key ? 2 * stored : stored);
  }
  if (!e.pass) return;
  counts.actions.add(Action::Add, static_cast<std::uint64_t>(e.pass_additions));
  counts.synaptic_additions += static_cast<std::uint64_t>(e.pass_additions);
  if (!e.first_group) return;
  const std::uint64_t words = shape_.accumulator_words(e.pass_width);
  counts.actions.add(Action::AccumulatorRead, key ? words : 2 * words);
  counts.actions.add(Action::AccumulatorWrite, words);
}

void RtlCounters::count_packet(int slot, bool is_credit, bool is_word, int flits) {
  ActionCounts& actions = is_credit ? credit_actions_ : counts_[static_cast<std::size_t>(slot)].actions;
  actions.add(Action::FlitSend, static_cast<std::uint64_t>(flits));
  if (is_word) actions.add(Action::WordEncode);
}

void RtlCounters::clear_row(const Place& place) {
  const int words = (place.channels + 63) / 64;
  spikes_.assign(place.fires ? static_cast<std::size_t>(place.columns * words) : 0, 0);
  values_.resize(place.emits ? static_cast<std::size_t>(place.columns * place.channels) : 0);
}

void RtlCounters::take_group(const CoreProbe& dut, const CoreProbe::Events& e) {
  const Place& place = places_[static_cast<std::size_t>(e.group_slot)];
  const int words = (place.channels + 63) / 64;
  const std::uint32_t spikes = place.fires ? dut.group_spikes() : 0;
  for (int i = 0; i < e.group_count; ++i) {
    const int neuron = e.group_neuron + i, x = neuron / place.channels, channel = neuron % place.channels;
    if ((spikes >> static_cast<unsigned>(i) & 1U) != 0)
      spikes_[static_cast<std::size_t>(x * words + channel / 64)] |= std::uint64_t{1} << channel % 64;
    if (place.emits) values_[static_cast<std::size_t>(neuron)] = dut.group_x(i);
  }
}

void RtlCounters::finish_row(int slot, Cycle end) {
  Place& place = places_[static_cast<std::size_t>(slot)];
  SliceCounts& counts = counts_[static_cast<std::size_t>(slot)];
  ++rows_finished_;
  counts.neuron_unit_cycles += end - sweep_begin_;
  for (const std::uint64_t word : spikes_) counts.spikes += static_cast<unsigned>(popcount64(word));
  const auto columns = static_cast<std::uint64_t>(place.columns);
  const std::uint64_t words = columns * shape_.accumulator_words(place.channels) * (place.has_membranes ? 2 : 1);
  counts.actions.add(Action::AccumulatorRead, words);
  counts.actions.add(Action::AccumulatorWrite, words);
  if (place.fires) {
    counts.neurons += columns * static_cast<std::uint64_t>(place.channels);
    counts.actions.add(Action::LifStep, columns * static_cast<std::uint64_t>(place.channels));
  }
  publish(place, end);
  advance(place);
}

void RtlCounters::publish(const Place& place, Cycle end) {
  const RowEvent event{place.slice,
                       place.image,
                       place.rows.begin + place.row,
                       place.column_range.begin,
                       place.columns,
                       place.step,
                       sweep_begin_,
                       end,
                       spikes_.empty() ? nullptr : spikes_.data(),
                       (place.channels + 63) / 64,
                       values_.empty() ? nullptr : values_.data()};
  watcher_.on_row(event);
}

void RtlCounters::advance(Place& place) {
  if (++place.step < place.steps) return;
  place.step = 0;
  if (++place.row < place.rows.size()) return;
  place.row = 0;
  ++place.image;
}

std::vector<std::string> RtlCounters::waiting() const {
  std::vector<std::string> lines;
  for (const Place& place : places_)
    lines.push_back("core " + std::to_string(context_.tile) +
                    " (RTL): " + context_.chip.network.layers[static_cast<std::size_t>(place.layer)].name + " image " +
                    std::to_string(place.image) + " row " + std::to_string(place.rows.begin + place.row) + " t " +
                    std::to_string(place.step) + " is not finished");
  return lines;
}

}  // namespace spikeloom
