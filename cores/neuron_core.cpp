// SPDX-License-Identifier: Apache-2.0
#include "cores/neuron_core.hpp"

#include <algorithm>

namespace spikeloom {
namespace {

constexpr Cycle kTokenCycles = 1;

}  // namespace

NeuronCore::NeuronCore(const sc_core::sc_module_name& name, const CoreContext& context)
    : Core(name),
      tile_(context.tile),
      block_(context.chip.scheduler.add(*this, hot_memory())),
      chip_(context.chip),
      spec_(context.core),
      datapath_(datapath_shape(spec_)),
      counts_(context.slices.size()),
      slots_(context.slices),
      packetizer_(encoder_, spec_.row_buffers, context.noc),
      sources_(chip_.mapping, context.tile, context.slices),
      neuron_unit_(datapath_.shape()),
      encoder_(chip_.mapping, chip_.dispatch, context.noc.vcs) {
  link.in.flits(static_cast<FlitSink&>(*this));
  link.in.credits(static_cast<CreditSink&>(*this));
  const Arithmetic arithmetic = chip_.recorded == nullptr ? Arithmetic::Computed : Arithmetic::Recorded;
  for (const int slice : context.slices) {
    const std::size_t slot = slices_.size();
    slices_.push_back(std::make_unique<SliceState>(chip_.network, chip_.mapping, slice, arithmetic));
    const auto make_jobs = core_operator(slices_.back()->layer.op).make_jobs;
    jobs_.push_back(make_jobs != nullptr ? make_jobs(*slices_.back(), datapath_.shape()) : nullptr);
    if (make_jobs != nullptr) job_slots_.push_back(slot);
  }
}

void NeuronCore::receive(const Flit& flit, Cycle arrival) {
  queue_.receive(flit, arrival);
  chip_.flit_hash.arrival(chip_.packets.hash(flit.packet), flit.position, arrival, static_cast<std::uint32_t>(tile_));
  if (flit.tail && (!datapath_busy_ || datapath_end_ <= arrival)) chip_.scheduler.wake(block_, arrival);
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
  packetizer_.send(now, link.out, chip_.packets);
  wake_next(now);
}

void NeuronCore::finish_datapath(Cycle now) {
  if (!datapath_busy_ || datapath_end_ > now) return;
  datapath_busy_ = false;
  if (home_in_flight_) finish_home_row();
  if (job_in_flight_) {
    jobs_[job_slot_]->finish_job();
    look_for_row(job_slot_);
  }
  job_in_flight_ = false;
  if (!token_in_flight_) return;
  token_in_flight_ = false;
  const std::size_t slot = slot_of(token_.slice);
  SliceState& slice = *slices_[slot];
  if (token_.kind == PacketKind::Credit)
    slice.receive_credit(token_.entry, token_.count);
  else
    slice.ports[token_.port].token(token_.image, token_.row, token_.t);
  look_for_row(slot);
}

void NeuronCore::finish_sweep(Cycle now) {
  if (!sweep_busy_ || sweep_end_ > now) return;
  sweep_busy_ = false;
  ++rows_finished_;
  SliceState& slice = *slices_[sweep_slot_];
  if (slice.keeps_sums())
    packetizer_.release_row();
  else
    emit_row(slice, now);
  slice.finish_step([&](const CreditGrant& grant) { give_credit(slice.index, grant); });
  look_for_row(sweep_slot_);
}

void NeuronCore::emit_row(SliceState& slice, Cycle now) {
  SliceCounts& counts = counts_[sweep_slot_];
  LeavingRow& row = packetizer_.reserved_row();
  const LayerActivity* recorded =
      slice.computes ? nullptr : &chip_.recorded->activity(slice.image(), slice.slice.layer);
  neuron_unit_.sweep(slice, recorded, row.output, counts);
  publish_row(slice, row.output, now);
  encoder_.begin(slice, counts, row);
  for (const Destination* to : slice.homes) home_rows_.push_back({&row, to});
  packetizer_.send_row();
}

void NeuronCore::publish_row(const SliceState& slice, const RowOutput& row, Cycle now) {
  const RowEvent event{slice.index,
                       slice.image(),
                       slice.map_row(),
                       slice.slice.columns.begin,
                       row.columns,
                       slice.output_step(),
                       sweep_begin_,
                       now,
                       row.spikes.empty() ? nullptr : row.spikes.data(),
                       row.words_per_column,
                       row.values.empty() ? nullptr : row.values.data()};
  for (Observer* observer : chip_.observers) observer->on_row(event);
}

// Something happened that may let a slice's next row be swept.
void NeuronCore::look_for_row(std::size_t slot) {
  const SliceState& slice = *slices_[slot];
  const bool ready = slice.granted() && (jobs_[slot] ? jobs_[slot]->row_ready() : slice.inputs_ended());
  const std::uint64_t bit = std::uint64_t{1} << slot;
  ready_slots_ = ready ? ready_slots_ | bit : ready_slots_ & ~bit;
}

// Slices take turns, so that no slice of a core can starve another: the first after the one that was swept last.
std::size_t NeuronCore::next_ready_slot() const {
  const std::uint64_t after = ready_slots_ & (~std::uint64_t{1} << sweep_slot_);
  return static_cast<std::size_t>(__builtin_ctzll(after != 0 ? after : ready_slots_));
}

bool NeuronCore::may_start_sweep() const {
  return ready_slots_ != 0 && !sweep_busy_ && packetizer_.has_row_buffer() &&
         (spec_.neuron_unit == NeuronUnitPlace::Beside || !datapath_busy_);
}

void NeuronCore::start_sweep(Cycle now) {
  if (!may_start_sweep()) return;
  sweep_slot_ = next_ready_slot();
  SliceState& slice = *slices_[sweep_slot_];
  if (slice.step() == 0) slice.spend_credits();
  packetizer_.reserve_row();
  sweep_begin_ = now;
  sweep_end_ = now + sweep_cycles(slice, spec_.neuron_lanes);
  sweep_busy_ = true;
  counts_[sweep_slot_].neuron_unit_cycles += sweep_end_ - now;
  chip_.scheduler.wake(block_, sweep_end_);
}

void NeuronCore::start_datapath(Cycle now) {
  if (datapath_busy_ || (spec_.neuron_unit == NeuronUnitPlace::After && sweep_busy_)) return;
  if (start_home_row(now) || start_job(now)) return;
  if (!queue_.ready(now)) return;
  const Packet& packet = chip_.packets[queue_.front().packet];
  if (packet.shared) return start_part(packet, now);
  pop_packet(slot_of(packet.slice));
  start_packet(packet, now);  // still there: nothing is sent in between
}

// Slices that share a packet are served one after the other; it leaves the queue with the last of them. If nobody here
// takes any of it (all its spikes are for other cores), that is found out in one cycle.
void NeuronCore::start_part(const Packet& shared, Cycle now) {
  const SourceTable::Lines lines = sources_.lines(shared.slice);
  const std::size_t first_slot = slot_of(lines.first->slice);
  const std::size_t line = line_ > 0 ? line_ : SourceTable::next_line(lines, shared, 0);
  line_ = line < lines.count ? SourceTable::next_line(lines, shared, line + 1) : lines.count;
  if (line_ == lines.count) {
    pop_packet(first_slot);
    line_ = 0;
  }
  if (line < lines.count)
    start_packet(SourceTable::part_for(lines.first[line], shared), now);
  else
    occupy_datapath(first_slot, 1, false, now);
}

// Places count for one slice, those of a shared packet for the first that takes packets of its sender. All that is
// pushed is popped; both are counted here, where it is known for whom.
void NeuronCore::pop_packet(std::size_t slot) {
  const InputQueue::Entry entry = queue_.pop();
  chip_.packets.take(entry.packet);
  counts_[slot].actions.add(Action::QueuePush, static_cast<std::uint64_t>(entry.flits));
  counts_[slot].actions.add(Action::QueuePop, static_cast<std::uint64_t>(entry.flits));
}

void NeuronCore::start_packet(const Packet& packet, Cycle now) {
  const std::size_t slot = slot_of(packet.slice);
  token_in_flight_ = packet.kind == PacketKind::RowEnd || packet.kind == PacketKind::Credit;
  if (token_in_flight_) token_ = packet;
  occupy_datapath(slot, execute(packet, slot), !token_in_flight_, now);
}

// Rows for slices of this core go before all else: they hold a row buffer.
bool NeuronCore::start_home_row(Cycle now) {
  if (home_rows_.empty()) return false;
  const HomeRow& home = home_rows_.front();
  const std::size_t slot = slot_of(home.to->slice);
  home_in_flight_ = true;
  const Cycle passes = datapath_.accumulate_row(*slices_[slot], home.to->port, home.row->position,
                                                home.row->output.values, counts_[slot]);
  occupy_datapath(slot, passes, true, now);
  return true;
}

// The row has ended for its consumer, as if its token had been taken.
void NeuronCore::finish_home_row() {
  const HomeRow home = home_rows_.front();
  home_rows_.pop_front();
  home_in_flight_ = false;
  const std::size_t slot = slot_of(home.to->slice);
  const Packet& position = home.row->position;
  slices_[slot]->ports[static_cast<std::size_t>(home.to->port)].token(position.image, position.row, position.t);
  packetizer_.home_taken(*home.row);
  look_for_row(slot);
}

void NeuronCore::give_credit(int consumer, const CreditGrant& grant) {
  if (!grant.home) return packetizer_.add_credit(consumer, grant);
  const std::size_t slot = slot_of(grant.producer);
  slices_[slot]->receive_credit(grant.entry, grant.rows);
  look_for_row(slot);
}

// Jobs go before new words: they free what the words wait for.
bool NeuronCore::start_job(Cycle now) {
  for (const std::size_t slot : job_slots_) {
    const Cycle passes = jobs_[slot]->begin_job(counts_[slot]);
    if (passes == 0) continue;
    job_slot_ = slot;
    job_in_flight_ = true;
    occupy_datapath(slot, passes, true, now);
    return true;
  }
  return false;
}

Cycle NeuronCore::execute(const Packet& packet, std::size_t slot) {
  if (token_in_flight_) return kTokenCycles;
  if (jobs_[slot]) {
    jobs_[slot]->store(packet, counts_[slot]);
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
  chip_.scheduler.wake(block_, datapath_end_);
  for (Observer* observer : chip_.observers) observer->on_datapath({slices_[slot]->index, now, datapath_end_});
}

// The ends of datapath and sweep were noted when these began.
void NeuronCore::wake_next(Cycle now) {
  Scheduler& scheduler = chip_.scheduler;
  if (!datapath_busy_ && !queue_.empty() && queue_.front().arrival > now)
    scheduler.wake(block_, queue_.front().arrival);
  if (queue_.places_owed()) scheduler.wake(block_, now + 1);
  Cycle at = 0;
  if (packetizer_.can_send(now, at)) scheduler.wake(block_, at);
  if (may_start_sweep()) scheduler.wake(block_, now + 1);  // a row buffer became free in this cycle
}

std::vector<std::string> NeuronCore::waiting() const {
  std::vector<std::string> lines;
  for (const auto& slice : slices_)
    if (slice->begun()) lines.push_back("core " + std::to_string(tile_) + ": " + slice->waiting());
  return lines;
}

}  // namespace spikeloom
