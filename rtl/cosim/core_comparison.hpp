// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is compared of a core in lock-step beside its wires, whether it stands alone or in a tile: what the datapath
// writes into the accumulators, the rows that the core finishes and, at the end, what it counted.

#include "rtl/cosim/lockstep.hpp"
#include "rtl/cosim/pass_model.hpp"
#include "rtl/cosim/rtl_counters.hpp"

namespace spikeloom {

class CoreLockstep {
 public:
  /// `block`: in the scheduler, to be woken in the cycle after a row. Hears of the model's rows as an observer of the
  /// chip.
  CoreLockstep(const CoreContext& context, Lockstep& lockstep, int block);

  /// Who is to be told of the rows of the RTL.
  Observer& rtl_watcher() { return rtl_rows_; }
  /// A packet's tail reaches the core's queue in the coming cycle.
  void receive(const Packet& packet) { passes_.receive(packet); }
  /// After the RTL was clocked.
  void step(const CoreProbe& core, const CoreProbe::Events& events, Cycle now);
  /// Throws RunError when they counted differently.
  void compare_counts(const Core& model, const RtlCounters& rtl) const;

 private:
  struct Rows final : Observer {
    CoreLockstep* owner = nullptr;
    bool of_rtl = false;
    void on_row(const RowEvent& event) override { owner->row(event, of_rtl); }
  };
  void row(const RowEvent& event, bool of_rtl);
  void compare_slice(std::size_t slot, const SliceCounts& model, const SliceCounts& rtl) const;

  const CoreContext context_;
  Lockstep& lockstep_;
  const int block_, row_port_, sum_port_;
  Rows model_rows_, rtl_rows_;
  PassModel passes_;
  std::vector<std::int32_t> sums_;  ///< of one write
};

}  // namespace spikeloom
