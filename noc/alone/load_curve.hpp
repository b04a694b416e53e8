// SPDX-License-Identifier: Apache-2.0
#pragma once
// Latency over injection rate, and where a network saturates. As usual since Dally and Towles (2004, section 23.2): the
// latency without load, the curve, and the rate at which queues take over; here the highest rate at which the mean
// packet latency stays within kSaturationFactor of that without load (and the network keeps up with its sources).

#include <functional>
#include <optional>
#include <vector>

#include "noc/alone/results.hpp"
#include "noc/alone/spec.hpp"

namespace spikeloom {

class Catalogue;

constexpr double kSaturationFactor = 3;

struct SweepPoint {
  double injection_rate = 0;
  NocResults results;  ///< without those of single routers
};

struct SweepResults {
  double zero_load_latency = 0;     ///< mean packet latency at the lowest rate
  std::vector<SweepPoint> points;   ///< by rising rate
  std::optional<std::size_t> knee;  ///< index of the highest rate below saturation; none: no rate saturates
  double max_accepted_rate = 0;     ///< over all points
  double host_seconds = 0;
};

/// Called after every run with the number of runs done and an estimate of all.
using SweepProgress = std::function<void(std::uint64_t runs, std::uint64_t total)>;

/// The spec's own injection rate is not used, and measure_cycles are drained: a network that saturates need not be
/// drained further. The pattern is not a trace. Throws InputError when drain_cycles are fewer than measure_cycles, or
/// measure_cycles measure too few packets at the lowest rate, or fewer than ten times what one takes there.
SweepResults sweep_injection(const NocAloneSpec& spec, const Catalogue& blocks, const SweepProgress& progress = {});

}  // namespace spikeloom
