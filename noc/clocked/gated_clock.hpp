// SPDX-License-Identifier: Apache-2.0
#pragma once
// The clock of all routers of a fabric. It ticks while a flit is buffered or anything is on its way, and is off
// otherwise: an idle network costs nothing, and a simulation in which nothing moves any more comes to its end.

#include <exception>
#include <utility>

#include "sim/machine/scheduler.hpp"

namespace spikeloom::clocked {

class GatedClock final : public Clocked {
 public:
  /// Made during elaboration. The scheduler steps the clock at the beginning of a cycle, routers follow a delta cycle
  /// later; the scheduler's next cycle is then the one after, so routers may wake other blocks.
  explicit GatedClock(Scheduler& scheduler) : scheduler_(scheduler), block_(scheduler.add(*this)) {}

  const sc_core::sc_event& edge() const { return edge_; }
  /// The cycle in which the clock ticked last.
  Cycle now() const { return now_; }

  /// A flit or a credit arrives at a router in cycle `at`, which is later than the current one: the clock will tick
  /// then, and if it ticks now, in all cycles until then.
  void expect(Cycle at);

  /// What a router's process threw, or a block that it called; the scheduler hears of it in the next cycle.
  void fail(std::exception_ptr error) { error_ = std::move(error); }

  void flit_buffered() { ++buffered_flits_; }
  void flit_removed() { --buffered_flits_; }

 private:
  void step(Cycle now) override;

  /// After so many cycles without an arrival anywhere all that still waits waits for blocks outside of the fabric. Far
  /// more than the delays of a router add up to.
  static constexpr Cycle kPatienceCycles = 1000;

  Scheduler& scheduler_;
  const int block_;
  sc_core::sc_event edge_;
  Cycle now_ = 0;
  Cycle last_arrival_ = 0;  ///< the last one known to come
  std::uint64_t buffered_flits_ = 0;
  std::exception_ptr error_;
};

}  // namespace spikeloom::clocked
