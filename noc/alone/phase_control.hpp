// SPDX-License-Identifier: Apache-2.0
#pragma once
// When sources fall silent and when the run ends. Traffic goes on until all packets born in the measured phase have
// arrived, or drain_cycles are over; then no new packet is sent, the network runs empty, and the simulation rests.
// Both cycles follow from births and arrivals alone, so that kernels that step their routers differently agree.

#include <functional>

#include "noc/alone/measurement.hpp"
#include "sim/machine/scheduler.hpp"

namespace spikeloom {

class PhaseControl final : public Clocked {
 public:
  using Progress = std::function<void(std::uint64_t cycles, std::uint64_t total)>;

  /// `progress` may be empty. Adds itself to the scheduler.
  PhaseControl(Scheduler& scheduler, const PhaseSpec& phases, const Measurement& measurement, Progress progress);

  /// Once, before the simulation starts: `sources` have packets that will be born in the measured phase or before it.
  void start(int sources);

  /// Whether a source may send a head in this cycle.
  bool may_send(Cycle now) const { return now <= stop_; }
  /// The last cycle in which any head is sent, however the run goes.
  Cycle last_send() const { return drain_end_; }
  /// A source has sent its last packet that was born before the end of the measured phase.
  void source_passed(Cycle now);
  /// No packet is left in the network, or no measured one.
  void look();
  void step(Cycle now) override;

  bool ended() const { return ended_; }
  bool drained() const { return drained_; }
  /// Cycles of the run, when it ended.
  Cycle cycles() const;

 private:
  void watch(Cycle now);

  Scheduler& scheduler_;
  const Measurement& measurement_;
  Progress progress_;
  const int block_;
  const Cycle interval_;  ///< between two reports of progress
  const Cycle drain_end_;
  Cycle stop_ = ~Cycle{0};  ///< last cycle in which a head may be sent
  Cycle last_passed_ = 0;
  int sources_ = 0;  ///< that have not passed
  bool drained_ = true, ended_ = false;
  Cycle moved_at_ = 0;       ///< when a packet was last seen to enter or a flit to arrive
  std::uint64_t moves_ = 0;  ///< packets and arrivals by then
};

}  // namespace spikeloom
