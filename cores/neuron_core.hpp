// SPDX-License-Identifier: Apache-2.0
#pragma once
// A neuron core: input queue -> accumulate datapath -> neuron unit -> packetizer, around the slices it hosts.
// One word at a time, in order; README.md of this folder holds the cycle table that step() implements.

#include <memory>

#include "chip/chip_spec.hpp"
#include "cores/accumulate_datapath.hpp"
#include "cores/packetizer.hpp"
#include "cores/slot_table.hpp"
#include "cores/spike_encoder.hpp"
#include "sim/machine/input_queue.hpp"
#include "sim/machine/source_table.hpp"

namespace spikeloom {

class NeuronCore final : public Core, private FlitSink, private CreditSink {
 public:
  NeuronCore(const sc_core::sc_module_name& name, const CoreContext& context);

  void step(Cycle now) override;
  void announce(PrefetchStage announcement) const override;
  const std::vector<SliceCounts>& slice_counts() const override { return counts_; }
  Cycle packetizer_cycles() const override { return packetizer_.busy_cycles(); }
  Cycle packetizer_stall_cycles() const override { return packetizer_.stall_cycles(); }
  const ActionCounts& credit_actions() const override { return packetizer_.credit_actions(); }
  std::uint64_t rows_finished() const override { return rows_finished_; }
  std::vector<std::string> waiting() const override;

 private:
  void receive(const Flit& flit, Cycle arrival) override;
  void credit(int vc, Cycle arrival) override;

  void finish_datapath(Cycle now);
  void finish_sweep(Cycle now);
  void emit_row(SliceState& slice, Cycle now);
  void start_sweep(Cycle now);
  void start_datapath(Cycle now);
  void wake_next(Cycle now);

  bool start_home_row(Cycle now);
  void finish_home_row();
  void give_credit(int consumer, const CreditGrant& grant);
  bool start_job(Cycle now);
  void start_packet(const Packet& packet, Cycle now);
  void start_part(const Packet& shared, Cycle now);
  void pop_packet(std::size_t slot);
  void look_for_row(std::size_t slot);
  std::size_t next_ready_slot() const;
  bool may_start_sweep() const;
  Cycle execute(const Packet& packet, std::size_t slot);
  void occupy_datapath(std::size_t slot, Cycle passes, bool uses_lanes, Cycle now);
  std::size_t slot_of(int slice) const { return slots_[slice]; }
  HotMemory hot_memory() const;
  void fetch_slice(int slice) const;
  void publish_row(const SliceState& slice, const RowOutput& row, Cycle now);

  struct HomeRow {
    LeavingRow* row;
    const Destination* to;
  };

  // What most steps touch comes first: hot_memory().
  alignas(64) bool datapath_busy_ = false;
  bool token_in_flight_ = false;  ///< what occupies the datapath is a token, which takes effect when it is done
  bool job_in_flight_ = false;    ///< what occupies the datapath is a job of a slice
  bool home_in_flight_ = false;   ///< what occupies the datapath is the first of home_rows_
  bool sweep_busy_ = false;
  Cycle datapath_end_ = 0;
  Cycle sweep_begin_ = 0, sweep_end_ = 0;
  std::uint64_t ready_slots_ = 0;  ///< slices whose next row may be swept, but for the neuron unit and a row buffer
  /// Of the source table: the next that takes something of the front packet, if it is shared and was begun.
  std::size_t line_ = 0;
  std::size_t sweep_slot_ = 0, job_slot_ = 0;
  InputQueue queue_;
  Ring<HomeRow> home_rows_;  ///< finished rows for slices of this core, in their order
  const int tile_, block_;
  ChipContext& chip_;
  const CoreSpec& spec_;
  const AccumulateDatapath datapath_;
  std::vector<std::unique_ptr<SliceState>> slices_;
  std::vector<std::unique_ptr<SliceJobs>> jobs_;  ///< null for slices whose words are added as they come
  std::vector<std::size_t> job_slots_;
  std::vector<SliceCounts> counts_;
  const SlotTable slots_;
  Packetizer packetizer_;
  const SourceTable sources_;

  NeuronUnit neuron_unit_;
  const SpikeEncoder encoder_;
  Packet token_;
  std::uint64_t rows_finished_ = 0;
};

}  // namespace spikeloom
