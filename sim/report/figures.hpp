// SPDX-License-Identifier: Apache-2.0
#pragma once
// Figures that follow from counts and the clock; the same for the text report and for results.json.

#include <algorithm>

#include "sim/run/results.hpp"

namespace spikeloom {

inline double cycles_to_ms(Cycle cycles, double clock_mhz) { return static_cast<double>(cycles) / clock_mhz / 1e3; }

/// Steady state: images after the first one over the time between the first and the last result; of one image, the
/// inverse of its latency.
inline double throughput_images_per_s(const RunResults& results, double clock_mhz) {
  if (results.images.empty()) return 0;
  const Cycle first = results.images.front().end_cycle, last = results.images.back().end_cycle;
  if (last > first)
    return static_cast<double>(results.images.size() - 1) * clock_mhz * 1e6 / static_cast<double>(last - first);
  const Cycle latency = results.images.front().latency_cycles();
  return latency == 0 ? 0 : clock_mhz * 1e6 / static_cast<double>(latency);
}

/// part / whole, and 0 of nothing.
inline double ratio(double part, double whole) { return whole == 0 ? 0 : part / whole; }

/// Share of the run's cycles in which a core's datapath was busy.
inline double datapath_utilisation(const CoreResult& core, Cycle cycles) {
  return ratio(static_cast<double>(core.datapath_cycles), static_cast<double>(cycles));
}

/// Spikes per neuron update.
inline double firing_rate(const LayerResult& layer) {
  return ratio(static_cast<double>(layer.spikes), static_cast<double>(layer.neurons));
}

}  // namespace spikeloom
