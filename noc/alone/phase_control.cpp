// SPDX-License-Identifier: Apache-2.0
#include "noc/alone/phase_control.hpp"

#include <algorithm>
#include <string>

#include "base/error.hpp"

namespace spikeloom {
namespace {

constexpr Cycle kReports = 1000;
constexpr Cycle kShortestInterval = 1000;
constexpr Cycle kStuckCycles = 20000;  ///< longer than any flit can wait for its turn at a port

}  // namespace

PhaseControl::PhaseControl(Scheduler& scheduler, const PhaseSpec& phases, const Measurement& measurement,
                           Progress progress)
    : scheduler_(scheduler),
      measurement_(measurement),
      progress_(std::move(progress)),
      block_(scheduler.add(*this)),
      interval_(std::max(kShortestInterval, measurement.end() / kReports)),
      drain_end_(measurement.end() + phases.drain_cycles) {}

void PhaseControl::start(int sources) {
  sources_ = sources;
  scheduler_.wake(block_, interval_);
  scheduler_.wake(block_, drain_end_);
  look();
}

void PhaseControl::source_passed(Cycle now) {
  --sources_;
  last_passed_ = now;
  look();
}

void PhaseControl::look() {
  const Cycle now = scheduler_.now();
  if (now <= stop_) {
    if (stop_ != ~Cycle{0} || sources_ > 0 || measurement_.open_measured() > 0) return;
    stop_ = std::max({measurement_.end(), measurement_.last_measured_arrival(), last_passed_ + 1});
    scheduler_.wake(block_, stop_ + 1);
  } else if (measurement_.open_packets() == 0) {
    scheduler_.wake(block_, std::max(now + 1, measurement_.last_arrival()));
  }
}

void PhaseControl::step(Cycle now) {
  if (now == drain_end_ && stop_ > drain_end_) {
    drained_ = false;
    stop_ = drain_end_;
    scheduler_.wake(block_, now + 1);
  }
  if (now > stop_ && now >= measurement_.last_arrival() && measurement_.open_packets() == 0) {
    ended_ = true;  // nobody has work any more: the simulation comes to rest
  }
  if (ended_) return;
  if (now % interval_ != 0) return;
  if (progress_) progress_(std::min(now, measurement_.end()), measurement_.end());
  watch(now);
  scheduler_.wake(block_, now + interval_);
}

/// Nothing moves, and something is there that should: the network is deadlocked.
void PhaseControl::watch(Cycle now) {
  const std::uint64_t moves = measurement_.packets() + measurement_.flits_arrived();
  if (moves != moves_ || measurement_.open_packets() == 0) {
    moves_ = moves;
    moved_at_ = now;
  }
  if (now - moved_at_ < kStuckCycles) return;
  sc_core::sc_pause();  // also where a kernel has a clock that never rests
  throw RunError("deadlock: no flit arrived and no packet entered since cycle " + std::to_string(moved_at_) + "; " +
                 std::to_string(measurement_.open_packets()) + " packets in the network");
}

Cycle PhaseControl::cycles() const { return std::max(stop_, measurement_.last_arrival()); }

}  // namespace spikeloom
