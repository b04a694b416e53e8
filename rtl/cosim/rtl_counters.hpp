// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a core in RTL did, from what can be seen happening in it: the same actions as a behavioural core counts, and the
// rows that it finished.

#include <vector>

#include "chip/datapath_shape.hpp"
#include "rtl/verilated/core_probe.hpp"
#include "sim/machine/core.hpp"

namespace spikeloom {

class RtlCounters {
 public:
  /// `watcher` is told of rows and of the datapath, as the observers of a chip are.
  RtlCounters(const CoreContext& context, Observer& watcher);

  /// What happened in cycle `now`.
  void step(const CoreProbe& dut, const CoreProbe::Events& events, Cycle now);

  const std::vector<SliceCounts>& slice_counts() const { return counts_; }
  const ActionCounts& credit_actions() const { return credit_actions_; }
  std::uint64_t rows_finished() const { return rows_finished_; }
  Cycle flits_sent() const { return flits_sent_; }
  Cycle stall_cycles() const { return stall_cycles_; }
  /// The packet whose head leaves, of a slice, and its length.
  void count_packet(int slot, bool is_credit, bool is_word, int flits);
  void count_flit() { ++flits_sent_; }
  /// Image of the row that the slice finishes next.
  int image(int slot) const { return places_[static_cast<std::size_t>(slot)].image; }
  std::vector<std::string> waiting() const;

 private:
  /// Shape of a slice, and the row and step that it finishes next.
  struct Place {
    int slice, layer, channels, columns, steps, head_channels;
    Range rows, column_range;
    bool fires, emits, has_membranes;
    int image = 0, row = 0, step = 0;
  };
  void count_pass(const CoreProbe::Events& events);
  void count_job_pass(const CoreProbe::Events& events, SliceCounts& counts);
  void follow_datapath(const CoreProbe::Events& events, Cycle now);
  void take_group(const CoreProbe& dut, const CoreProbe::Events& events);
  void finish_row(int slot, Cycle end);
  void publish(const Place& place, Cycle end);
  void clear_row(const Place& place);
  void advance(Place& place);

  const CoreContext& context_;
  Observer& watcher_;
  const DatapathShape shape_;
  std::vector<Place> places_;
  std::vector<SliceCounts> counts_;
  ActionCounts credit_actions_;
  std::uint64_t rows_finished_ = 0;
  Cycle flits_sent_ = 0, stall_cycles_ = 0;
  bool datapath_busy_ = false;
  int datapath_slot_ = 0;
  Cycle datapath_begin_ = 0, sweep_begin_ = 0;
  std::vector<std::uint64_t> spikes_;  ///< of the row under way: [x][word]
  std::vector<std::int32_t> values_;   ///< [x][channel]
};

}  // namespace spikeloom
