// SPDX-License-Identifier: Apache-2.0
#include "noc/alone/load_curve.hpp"

#include "sim/machine/catalogue.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "noc/alone/standalone_noc.hpp"

namespace spikeloom {
namespace {

constexpr std::uint64_t kExpectedRuns = 24;
constexpr double kFirstRate = 0.025;
constexpr double kResolution = 1.01;  ///< of the saturation rate
constexpr double kNearby = 0.04;      ///< points of the curve closer than this share of the saturation rate are one
constexpr std::uint64_t kFewestPackets = 16;  ///< of which a mean latency is taken
constexpr Cycle kFewestLatencies = 10;        ///< of a packet in an empty network, in the measured phase

/// A measure of too little would count packets that are on their way as saturation.
void require_enough(const PhaseSpec& phases, double rate, const NocResults& lowest) {
  const std::string cycles = "phases.measure_cycles: " + std::to_string(phases.measure_cycles);
  if (lowest.packet_latency.count < kFewestPackets)
    throw InputError(cycles + " cycles measure " + std::to_string(lowest.packet_latency.count) +
                     " packets at the lowest rate of a sweep (" + std::to_string(rate) +
                     " flits per tile and cycle); allowed: " + "enough for " + std::to_string(kFewestPackets));
  const Cycle needed = kFewestLatencies * lowest.packet_latency.max;
  if (phases.measure_cycles < needed)
    throw InputError(cycles + " cycles are too short for a sweep: a packet takes up to " +
                     std::to_string(lowest.packet_latency.max) +
                     " cycles in an empty network; allowed: " + std::to_string(needed) + " or more");
}

class Sweep {
 public:
  Sweep(const NocAloneSpec& spec, const Catalogue& blocks, const SweepProgress& progress)
      : spec_(spec), blocks_(blocks), progress_(progress) {
    if (spec.phases.drain_cycles < spec.phases.measure_cycles)
      throw InputError(
          "phases.drain_cycles: " + std::to_string(spec.phases.drain_cycles) +
          " is too short for a sweep: packets on their way would count as saturation; allowed: measure_cycles (" +
          std::to_string(spec.phases.measure_cycles) + ") or more");
    spec_.phases.drain_cycles = spec.phases.measure_cycles;
  }

  SweepResults run() {
    double below = lowest_rate();
    const NocResults& lowest = run_at(below);
    require_enough(spec_.phases, below, lowest);
    sweep_.zero_load_latency = lowest.packet_latency.mean;
    double above = find_saturated(below);
    bisect(below, above);
    if (above <= 1) add_curve(below);
    finish(below);
    return std::move(sweep_);
  }

 private:
  /// At most half a flit a cycle in the whole network: packets hardly ever meet.
  double lowest_rate() const { return std::min(0.005, 0.5 / spec_.tiles()); }

  const NocResults& run_at(double rate) {
    spec_.traffic.injection_rate = rate;
    SweepPoint point{rate, run_noc_alone(spec_, blocks_)};
    point.results.routers.clear();
    sweep_.host_seconds += point.results.host_seconds;
    const auto behind = std::upper_bound(sweep_.points.begin(), sweep_.points.end(), rate,
                                         [](double r, const SweepPoint& p) { return r < p.injection_rate; });
    const auto added = sweep_.points.insert(behind, std::move(point));
    const std::uint64_t runs = sweep_.points.size();
    if (progress_) progress_(runs, std::max(runs, kExpectedRuns));
    return added->results;
  }

  bool saturates(double rate) {
    const NocResults& results = run_at(rate);
    return results.saturated || results.packet_latency.mean > kSaturationFactor * sweep_.zero_load_latency;
  }

  /// A rate that saturates, or one above 1 when none does; `below` becomes the highest rate tried that does not.
  double find_saturated(double& below) {
    for (double rate = kFirstRate;; rate = std::min(1.0, 2 * rate)) {
      if (saturates(rate)) return rate;
      below = rate;
      if (rate >= 1) return 2;
    }
  }

  void bisect(double& below, double& above) {
    while (above <= 1 && above > kResolution * below) {
      const double middle = std::sqrt(below * above);
      (saturates(middle) ? above : below) = middle;
    }
  }

  void add_curve(double knee) {
    for (int tenth = 1; tenth <= 11; ++tenth) {
      const double rate = std::min(1.0, knee * tenth / 10);
      const bool known = std::any_of(sweep_.points.begin(), sweep_.points.end(), [&](const SweepPoint& p) {
        return std::abs(p.injection_rate - rate) < kNearby * knee;
      });
      if (!known) run_at(rate);
    }
  }

  void finish(double knee) {
    for (std::size_t i = 0; i < sweep_.points.size(); ++i) {
      const SweepPoint& point = sweep_.points[i];
      sweep_.max_accepted_rate = std::max(sweep_.max_accepted_rate, point.results.accepted_rate);
      if (knee < 1 && point.injection_rate <= knee) sweep_.knee = i;
    }
  }

  NocAloneSpec spec_;
  const Catalogue& blocks_;
  const SweepProgress& progress_;
  SweepResults sweep_;
};

}  // namespace

SweepResults sweep_injection(const NocAloneSpec& spec, const Catalogue& blocks, const SweepProgress& progress) {
  return Sweep(spec, blocks, progress).run();
}

}  // namespace spikeloom
