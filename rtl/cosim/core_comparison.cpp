// SPDX-License-Identifier: Apache-2.0
#include "rtl/cosim/core_comparison.hpp"

#include <algorithm>

#include "base/hash.hpp"
#include "rtl/cosim/lockstep_values.hpp"

namespace spikeloom {
namespace {

/// What is compared of a row: where it is, and a hash of all of it.
Lockstep::Value row_value(const RowEvent& row, int channels) {
  std::uint64_t hash = 0;
  if (row.spikes != nullptr)
    for (int i = 0; i < row.columns * row.words_per_column; ++i) hash = combine(hash, row.spikes[i]);
  if (row.values != nullptr)
    for (int i = 0; i < row.columns * channels; ++i) hash = combine(hash, static_cast<std::uint32_t>(row.values[i]));
  Lockstep::Value value;
  for (const int field : {row.slice, row.image, row.row, row.t}) value.add(static_cast<std::uint32_t>(field));
  value.add(static_cast<std::uint32_t>(row.begin_cycle));
  value.add(static_cast<std::uint32_t>(hash));
  return value;
}

std::string row_text(const Lockstep::Value& value) {
  return "slice " + std::to_string(value.word[0]) + " image " + std::to_string(value.word[1]) + " row " +
         std::to_string(value.word[2]) + " t " + std::to_string(value.word[3]) + " begun in " +
         std::to_string(value.word[4]) + " content " + hex_text(value.word[5]);
}

/// What is compared of a write: where, how many, and a hash of them.
Lockstep::Value sums_value(int address, int count, const std::int32_t* sums) {
  std::uint32_t hash = 0;
  for (int i = 0; i < count; ++i) hash = (hash ^ static_cast<std::uint32_t>(sums[i])) * 0x01000193U + 1U;
  Lockstep::Value value;
  value.add(static_cast<std::uint32_t>(address));
  value.add(static_cast<std::uint32_t>(count));
  value.add(static_cast<std::uint32_t>(sums[0]));
  value.add(hash);
  return value;
}

std::string sums_text(const Lockstep::Value& value) {
  return std::to_string(value.word[1]) + " from " + std::to_string(value.word[0]) + " on, the first " +
         std::to_string(static_cast<std::int32_t>(value.word[2])) + ", all " + hex_text(value.word[3]);
}

}  // namespace

CoreLockstep::CoreLockstep(const CoreContext& context, Lockstep& lockstep, int block)
    : context_(context),
      lockstep_(lockstep),
      block_(block),
      row_port_(lockstep.add_port("row", "rows", row_text)),
      sum_port_(lockstep.add_port("accumulators", "accumulator writes", sums_text)),
      passes_(context, [this](Cycle cycle, int address, int count, const std::int32_t* sums) {
        lockstep_.model(sum_port_, cycle, sums_value(address, count, sums));
      }) {
  model_rows_.owner = rtl_rows_.owner = this;
  rtl_rows_.of_rtl = true;
  context.chip.observers.push_back(&model_rows_);
}

void CoreLockstep::step(const CoreProbe& core, const CoreProbe::Events& events, Cycle now) {
  if (events.sums_written) {
    sums_.resize(static_cast<std::size_t>(core.sum_count()));
    for (std::size_t i = 0; i < sums_.size(); ++i) sums_[i] = core.sum(static_cast<int>(i));
    lockstep_.rtl(sum_port_, now, sums_value(core.sum_address(), core.sum_count(), sums_.data()));
  }
  passes_.step(events, now);
}

void CoreLockstep::row(const RowEvent& event, bool of_rtl) {
  const auto& slices = context_.slices;
  if (!of_rtl && !std::binary_search(slices.begin(), slices.end(), event.slice)) return;
  const Range channels = context_.chip.mapping.slices[static_cast<std::size_t>(event.slice)].channels;
  const Lockstep::Value value = row_value(event, channels.size());
  const Cycle seen = event.end_cycle + 1;  // the model tells of it in the cycle itself, before or after our step
  if (of_rtl)
    lockstep_.rtl(row_port_, seen, value);
  else
    lockstep_.model(row_port_, seen, value);
  context_.chip.scheduler.wake(block_, seen);
}

void CoreLockstep::compare_counts(const Core& model, const RtlCounters& rtl) const {
  for (std::size_t slot = 0; slot < context_.slices.size(); ++slot)
    compare_slice(slot, model.slice_counts()[slot], rtl.slice_counts()[slot]);
  for (std::size_t a = 0; a < kActions; ++a)
    lockstep_.compare_count(std::string("credits: ") + kActionInfo[a].name, model.credit_actions().at(a),
                            rtl.credit_actions().at(a));
  lockstep_.compare_count("rows finished", model.rows_finished(), rtl.rows_finished());
  lockstep_.compare_count("packetizer cycles", model.packetizer_cycles(), rtl.flits_sent());
  lockstep_.compare_count("packetizer stall cycles", model.packetizer_stall_cycles(), rtl.stall_cycles());
}

void CoreLockstep::compare_slice(std::size_t slot, const SliceCounts& model, const SliceCounts& rtl) const {
  const std::string slice = "slice " + std::to_string(context_.slices[slot]) + ": ";
  for (std::size_t a = 0; a < kActions; ++a)
    lockstep_.compare_count(slice + kActionInfo[a].name, model.actions.at(a), rtl.actions.at(a));
  lockstep_.compare_count(slice + "neurons", model.neurons, rtl.neurons);
  lockstep_.compare_count(slice + "spikes", model.spikes, rtl.spikes);
  lockstep_.compare_count(slice + "synaptic additions", model.synaptic_additions, rtl.synaptic_additions);
  lockstep_.compare_count(slice + "datapath cycles", model.datapath_cycles, rtl.datapath_cycles);
  lockstep_.compare_count(slice + "neuron unit cycles", model.neuron_unit_cycles, rtl.neuron_unit_cycles);
}

}  // namespace spikeloom
