// SPDX-License-Identifier: Apache-2.0
#include "rtl/blocks/lockstep_core.hpp"

#include <algorithm>

#include "rtl/blocks/lockstep_values.hpp"
#include "sim/config/chip_spec.hpp"
#include "sim/machine/mix.hpp"

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

}  // namespace

LockstepCore::LockstepCore(const sc_core::sc_module_name& name, const CoreContext& context, const MakeModel& make_model)
    : Core(name),
      context_(context),
      block_(context.chip.scheduler.add(*this)),
      model_(make_model("model", context)),
      twin_(context, rtl_rows_),
      lockstep_(place_in_chip(this->name()), context.chip.lockstep,
                [this](const std::string& path, Cycle first, Cycle last) { write_waveform(path, first, last); }),
      flit_port_(lockstep_.add_port("flit", "flits", flit_text)),
      credit_port_(lockstep_.add_port("credit", "credits",
                                      [](const auto& value) { return "vc " + std::to_string(value.word[0]); })),
      row_port_(lockstep_.add_port("row", "rows", row_text)),
      leaving_(static_cast<std::size_t>(context.noc.vcs)) {
  inside_.owner = outside_.owner = model_rows_.owner = rtl_rows_.owner = this;
  rtl_rows_.of_rtl = true;
  link.in.flits(static_cast<FlitSink&>(inside_));
  link.in.credits(static_cast<CreditSink&>(inside_));
  model_->link.out.flits(outside_);
  model_->link.out.credits(outside_);
  context.chip.observers.push_back(&model_rows_);
  context.chip.lockstep.add(*this);
}

void LockstepCore::step(Cycle now) {
  if (twin_.step(now, *this)) lockstep_.count_cycle();
  lockstep_.compare(now);
  if (twin_.busy()) context_.chip.scheduler.wake(block_, now + 1);
}

void LockstepCore::flit_in(const Flit& flit, Cycle arrival) {
  static_cast<FlitSink&>(model_->link.in.flits).receive(flit, arrival);
  const WireFlit& wires = twin_.receive(flit, context_.chip.packets[flit.packet], arrival);
  stimuli_.push_back({arrival, wires, kNoCredit});
  context_.chip.scheduler.wake(block_, arrival);
}

void LockstepCore::credit_in(int vc, Cycle arrival) {
  static_cast<CreditSink&>(model_->link.in.credits).credit(vc, arrival);
  twin_.credit(vc, arrival);
  stimuli_.push_back({arrival, {}, vc});
  context_.chip.scheduler.wake(block_, arrival);
}

void LockstepCore::model_flit(const Flit& flit, Cycle arrival) {
  PacketBits& bits = leaving_[flit.vc];
  if (flit.head()) bits = twin_.codec().encode(context_.chip.packets[flit.packet]);
  const int flit_bits = twin_.parameters().FlitBits;
  lockstep_.model(flit_port_, arrival, value_of(wires_of(bits, flit, flit_bits), flit_bits));
  context_.chip.scheduler.wake(block_, arrival);
  link.out.flits->receive(flit, arrival);
}

void LockstepCore::model_credit(int vc, Cycle arrival) {
  Lockstep::Value value;
  value.add(static_cast<std::uint32_t>(vc));
  lockstep_.model(credit_port_, arrival, value);
  context_.chip.scheduler.wake(block_, arrival);
  link.out.credits->credit(vc, arrival);
}

void LockstepCore::rtl_flit(const WireFlit& flit, Cycle arrival) {
  WireFlit wires = flit;
  wires.user = 0;
  lockstep_.rtl(flit_port_, arrival, value_of(wires, twin_.parameters().FlitBits));
}

void LockstepCore::rtl_credit(int vc, Cycle arrival) {
  Lockstep::Value value;
  value.add(static_cast<std::uint32_t>(vc));
  lockstep_.rtl(credit_port_, arrival, value);
}

void LockstepCore::row(const RowEvent& event, bool of_rtl) {
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

void LockstepCore::finish_lockstep() {
  lockstep_.finish();
  for (std::size_t slot = 0; slot < context_.slices.size(); ++slot)
    compare_slice(slot, model_->slice_counts()[slot], twin_.activity().slice_counts()[slot]);
  const CoreActivity& rtl = twin_.activity();
  for (std::size_t a = 0; a < kActions; ++a)
    lockstep_.compare_count(std::string("credits: ") + kActionInfo[a].name, model_->credit_actions().at(a),
                            rtl.credit_actions().at(a));
  lockstep_.compare_count("rows finished", model_->rows_finished(), rtl.rows_finished());
  lockstep_.compare_count("packetizer cycles", model_->packetizer_cycles(), rtl.flits_sent());
  lockstep_.compare_count("packetizer stall cycles", model_->packetizer_stall_cycles(), rtl.stall_cycles());
}

void LockstepCore::compare_slice(std::size_t slot, const SliceCounts& model, const SliceCounts& rtl) const {
  const std::string slice = "slice " + std::to_string(context_.slices[slot]) + ": ";
  for (std::size_t a = 0; a < kActions; ++a)
    lockstep_.compare_count(slice + kActionInfo[a].name, model.actions.at(a), rtl.actions.at(a));
  lockstep_.compare_count(slice + "neurons", model.neurons, rtl.neurons);
  lockstep_.compare_count(slice + "spikes", model.spikes, rtl.spikes);
  lockstep_.compare_count(slice + "synaptic additions", model.synaptic_additions, rtl.synaptic_additions);
  lockstep_.compare_count(slice + "datapath cycles", model.datapath_cycles, rtl.datapath_cycles);
  lockstep_.compare_count(slice + "neuron unit cycles", model.neuron_unit_cycles, rtl.neuron_unit_cycles);
}

// Once more from the beginning, into a second model that can be traced.
void LockstepCore::write_waveform(const std::string& path, Cycle first, Cycle last) const {
  std::vector<Stimulus> stimuli = stimuli_;
  std::stable_sort(stimuli.begin(), stimuli.end(),
                   [](const Stimulus& a, const Stimulus& b) { return a.arrival < b.arrival; });
  const auto traced = twin_.make_dut(true);
  std::size_t next = 0;
  for (Cycle now = 0; now <= last; ++now) {
    if (now == first) traced->open_waveform(path);
    bool arrivals = false;
    for (; next < stimuli.size() && stimuli[next].arrival <= now; ++next, arrivals = true) {
      if (stimuli[next].credit_vc == kNoCredit)
        traced->put_flit(stimuli[next].flit);
      else
        traced->put_credit(stimuli[next].credit_vc);
    }
    if (arrivals || traced->busy() || now >= first) traced->clock(now);
  }
}

}  // namespace spikeloom
