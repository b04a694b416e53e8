// SPDX-License-Identifier: Apache-2.0
#include "cores/neuron_core.hpp"

#include <algorithm>

namespace spikeloom {
namespace {

constexpr Cycle kTokenCycles = 1;

}  // namespace

NeuronCore::NeuronCore(const sc_core::sc_module_name& name, const CoreContext& context)
    : Core(name),
      chip_(context.chip),
      spec_(context.core),
      tile_(context.tile),
      block_(context.chip.scheduler.add(*this)),
      datapath_(DatapathShape{spec_.lanes, spec_.weight_bits, spec_.accumulator_bits, spec_.digits}),
      encoder_(chip_.mapping, chip_.dispatch, context.noc.vcs),
      sources_(chip_.mapping, context.tile),
      packetizer_(spec_.row_buffers, context.noc),
      counts_(context.slices.size()),
      slot_of_slice_(chip_.mapping.slices.size(), 0) {
  link.in.flits(static_cast<FlitSink&>(*this));
  link.in.credits(static_cast<CreditSink&>(*this));
  for (const int slice : context.slices) {
    slot_of_slice_[static_cast<std::size_t>(slice)] = slices_.size();
    slices_.push_back(std::make_unique<SliceState>(chip_.network, chip_.mapping, slice));
    const bool attention = slices_.back()->layer.op == Operator::Attention;
    attention_.push_back(attention ? std::make_unique<AttentionUnit>(*slices_.back(), datapath_.shape()) : nullptr);
  }
}

void NeuronCore::receive(const Flit& flit, Cycle arrival) {
  queue_.receive(flit, arrival);
  const Packet& packet = chip_.packets[flit.packet];
  chip_.flit_hash.arrival(packet, flit.position, arrival, static_cast<std::uint32_t>(tile_));
  counts_[slot_counting(packet)].actions.add(Action::QueuePush);
  if (!flit.tail) return;
  if (!datapath_busy_ || datapath_end_ <= arrival) chip_.scheduler.wake(block_, arrival);
}

void NeuronCore::credit(int vc, Cycle arrival) {
  packetizer_.router_credit(vc, arrival);
  if (packetizer_.pending()) chip_.scheduler.wake(block_, arrival);
}

void NeuronCore::step(Cycle now) {
  finish_datapath(now);
  finish_sweep(now);
  start_sweep(now);
  start_datapath(now);
  queue_.return_credit(now, link.out);
  if (packetizer_.send(now, link.out, chip_.packets)) look_for_sweep_ = true;
  wake_next(now);
}

void NeuronCore::finish_datapath(Cycle now) {
  if (!datapath_busy_ || datapath_end_ > now) return;
  datapath_busy_ = false;
  look_for_sweep_ = true;
  if (job_in_flight_) attention_[job_slot_]->finish_job();
  job_in_flight_ = false;
  if (!token_in_flight_) return;
  token_in_flight_ = false;
  SliceState& slice = *slices_[slot_of(token_.slice)];
  if (token_.kind == PacketKind::Credit)
    slice.receive_credit(token_.entry, token_.count);
  else
    slice.ports[token_.port].token(token_.image, token_.row, token_.t);
}

void NeuronCore::finish_sweep(Cycle now) {
  if (!sweep_busy_ || sweep_end_ > now) return;
  sweep_busy_ = false;
  look_for_sweep_ = true;
  ++rows_finished_;
  SliceState& slice = *slices_[sweep_slot_];
  SliceCounts& counts = counts_[sweep_slot_];
  const RowOutput row = sweep_row(slice, datapath_.shape(), counts);
  publish_row(slice, row, now);
  packetizer_.fill_row(encoder_.encode(slice, row), counts.actions);
  for (const CreditGrant& grant : slice.finish_step()) packetizer_.add_credit(encoder_.credit(slice, grant));
}

void NeuronCore::publish_row(const SliceState& slice, const RowOutput& row, Cycle now) {
  const RowEvent event{slice.index,
                       static_cast<int>(slice.image()),
                       slice.map_row(),
                       0,
                       row.columns,
                       slice.step(),
                       sweep_begin_,
                       now,
                       row.spikes.empty() ? nullptr : row.spikes.data(),
                       row.words_per_column,
                       row.values.empty() ? nullptr : row.values.data()};
  for (Observer* observer : chip_.observers) observer->on_row(event);
}

bool NeuronCore::may_sweep(std::size_t slot) const {
  const SliceState& slice = *slices_[slot];
  const bool accumulated = attention_[slot] ? attention_[slot]->row_ready() : slice.inputs_ended();
  return accumulated && slice.granted();
}

// Slices take turns, so that no slice of a core can starve another.
void NeuronCore::start_sweep(Cycle now) {
  if (sweep_busy_ || !look_for_sweep_ || !packetizer_.has_row_buffer()) return;
  if (spec_.neuron_unit == NeuronUnitPlace::After && datapath_busy_) return;
  look_for_sweep_ = false;
  for (std::size_t i = 1; i <= slices_.size(); ++i) {
    const std::size_t slot = (sweep_slot_ + i) % slices_.size();
    if (!may_sweep(slot)) continue;
    SliceState& slice = *slices_[slot];
    if (slice.step() == 0) slice.spend_credits();
    packetizer_.reserve_row();
    sweep_slot_ = slot;
    sweep_begin_ = now;
    sweep_end_ = now + sweep_cycles(slice, spec_.neuron_lanes);
    sweep_busy_ = true;
    counts_[slot].neuron_unit_cycles += sweep_end_ - now;
    return;
  }
}

void NeuronCore::start_datapath(Cycle now) {
  if (datapath_busy_ || (spec_.neuron_unit == NeuronUnitPlace::After && sweep_busy_)) return;
  if (start_attention_job(now)) return;
  if (!queue_.ready(now)) return;
  const Packet packet = chip_.packets[queue_.front().packet];
  if (packet.shared) return start_part(packet, now);
  pop_packet(slot_of(packet.slice));
  start_packet(packet, now);
}

// Slices that share a packet are served one after the other; it leaves the queue with the last of them. If nobody here
// takes any of it (all its spikes are for other cores), that is found out in one cycle.
void NeuronCore::start_part(const Packet& shared, Cycle now) {
  const std::size_t line = sources_.next_line(shared, line_), lines = sources_.lines(shared.slice).size();
  line_ = line < lines ? sources_.next_line(shared, line + 1) : lines;
  if (line_ == lines) {
    pop_packet(slot_counting(shared));
    line_ = 0;
  }
  if (line < lines)
    start_packet(sources_.part_for(shared, line), now);
  else
    occupy_datapath(slot_counting(shared), 1, false, now);
}

void NeuronCore::pop_packet(std::size_t slot) {
  const InputQueue::Entry entry = queue_.pop();
  chip_.packets.take(entry.packet);
  counts_[slot].actions.add(Action::QueuePop, static_cast<std::uint64_t>(entry.flits));
}

// Queue places of a shared packet count for the first slice that takes packets of its sender.
std::size_t NeuronCore::slot_counting(const Packet& packet) const {
  return slot_of(packet.shared ? sources_.lines(packet.slice).front().slice : packet.slice);
}

void NeuronCore::start_packet(const Packet& packet, Cycle now) {
  token_in_flight_ = packet.kind == PacketKind::RowEnd || packet.kind == PacketKind::Credit;
  if (token_in_flight_) token_ = packet;
  occupy_datapath(slot_of(packet.slice), execute(packet), !token_in_flight_, now);
}

// Jobs of the attention slices go before new words: they free what the words wait for.
bool NeuronCore::start_attention_job(Cycle now) {
  for (std::size_t slot = 0; slot < attention_.size(); ++slot) {
    if (!attention_[slot]) continue;
    const Cycle passes = attention_[slot]->begin_job(counts_[slot]);
    if (passes == 0) continue;
    job_slot_ = slot;
    job_in_flight_ = true;
    occupy_datapath(slot, passes, true, now);
    return true;
  }
  return false;
}

Cycle NeuronCore::execute(const Packet& packet) {
  const std::size_t slot = slot_of(packet.slice);
  if (token_in_flight_) return kTokenCycles;
  if (attention_[slot]) {
    attention_[slot]->store(packet, counts_[slot]);
    return 1;
  }
  return std::max<Cycle>(1, datapath_.accumulate(*slices_[slot], packet, counts_[slot]));
}

// The pipeline is filled once when the lanes start again after a pause.
void NeuronCore::occupy_datapath(std::size_t slot, Cycle passes, bool uses_lanes, Cycle now) {
  const bool restarted = uses_lanes && now != datapath_end_;
  datapath_end_ = now + passes + (restarted ? static_cast<Cycle>(spec_.pipeline_cycles) : 0);
  datapath_busy_ = true;
  counts_[slot].datapath_cycles += datapath_end_ - now;
  for (Observer* observer : chip_.observers) observer->on_datapath({slices_[slot]->index, now, datapath_end_});
}

void NeuronCore::wake_next(Cycle now) {
  Scheduler& scheduler = chip_.scheduler;
  if (datapath_busy_) scheduler.wake(block_, datapath_end_);
  if (sweep_busy_) scheduler.wake(block_, sweep_end_);
  if (!datapath_busy_ && !queue_.empty() && queue_.front().arrival > now)
    scheduler.wake(block_, queue_.front().arrival);
  if (queue_.places_owed()) scheduler.wake(block_, now + 1);
  Cycle at = 0;
  if (packetizer_.can_send(now, at)) scheduler.wake(block_, at);
  const bool sweep_allowed = spec_.neuron_unit == NeuronUnitPlace::Beside || !datapath_busy_;
  if (look_for_sweep_ && !sweep_busy_ && sweep_allowed && packetizer_.has_row_buffer()) scheduler.wake(block_, now + 1);
}

std::vector<std::string> NeuronCore::waiting() const {
  std::vector<std::string> lines;
  for (const auto& slice : slices_)
    if (slice->begun()) lines.push_back("core " + std::to_string(tile_) + ": " + slice->waiting());
  return lines;
}

}  // namespace spikeloom
