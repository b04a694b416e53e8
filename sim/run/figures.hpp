// SPDX-License-Identifier: Apache-2.0
#pragma once
// Figures that follow from counts and the clock; the same for the text report and for results.json.

#include <algorithm>

#include "chip/chip_spec.hpp"
#include "sim/run/results.hpp"

namespace spikeloom {

inline double cycles_to_ms(Cycle cycles, double clock_mhz) { return static_cast<double>(cycles) / clock_mhz / 1e3; }

/// The last image that was through before the last one began: up to its end the pipeline was full. 0 when there is
/// none.
inline std::size_t last_before_draining(const std::vector<ImageResult>& images) {
  std::size_t last = 0;
  while (last + 1 < images.size() && images[last + 1].end_cycle <= images.back().begin_cycle) ++last;
  return last;
}

/// Steady state: the time between two results while the pipeline is full, or when it never is, between the first result
/// and the last. Of one image, its latency; in passes, where batches follow each other, all cycles over all images.
inline double cycles_per_image(const RunResults& results) {
  const std::vector<ImageResult>& images = results.images;
  if (images.empty()) return 0;
  if (!results.passes.empty()) return static_cast<double>(results.cycles) / static_cast<double>(images.size());
  const std::size_t filled = last_before_draining(images), last = filled > 0 ? filled : images.size() - 1;
  const Cycle begin = images.front().end_cycle, end = images[last].end_cycle;
  if (end > begin) return static_cast<double>(end - begin) / static_cast<double>(last);
  return static_cast<double>(images.front().latency_cycles());
}

inline double throughput_images_per_s(const RunResults& results, double clock_mhz) {
  const double cycles = cycles_per_image(results);
  return cycles == 0 ? 0 : clock_mhz * 1e6 / cycles;
}

/// Mean latency of the images that began when the first one was through and the pipeline full, and ended before it
/// drained; when there is none, the last one's.
inline double steady_latency_cycles(const RunResults& results) {
  const std::vector<ImageResult>& images = results.images;
  if (images.empty()) return 0;
  const std::size_t last = last_before_draining(images);
  double sum = 0, count = 0;
  for (std::size_t i = 0; i <= last; ++i) {
    if (images[i].begin_cycle < images.front().end_cycle) continue;
    sum += static_cast<double>(images[i].latency_cycles());
    ++count;
  }
  return count > 0 ? sum / count : static_cast<double>(images.back().latency_cycles());
}

/// part / whole, and 0 of nothing.
inline double ratio(double part, double whole) { return whole == 0 ? 0 : part / whole; }

/// Share of the run's cycles in which a core's datapath was busy.
inline double datapath_utilisation(const CoreResult& core, Cycle cycles) {
  return ratio(static_cast<double>(core.datapath_cycles), static_cast<double>(cycles));
}

/// Share of what all DRAM ports could have moved in the run's cycles.
inline double dram_utilisation(const RunResults& results, const ChipSpec& chip) {
  const double bits =
      static_cast<double>(results.host_actions[Action::DramRead] + results.host_actions[Action::DramWrite]);
  const double seconds = static_cast<double>(results.cycles) / (chip.clock_mhz * 1e6);
  const double all_ports = chip.dram.bandwidth_gbytes_per_s * 8e9 * static_cast<double>(chip.dram.ports.size());
  return ratio(bits, all_ports * seconds);
}

/// Spikes per neuron update.
inline double firing_rate(const LayerResult& layer) {
  return ratio(static_cast<double>(layer.spikes), static_cast<double>(layer.neurons));
}

}  // namespace spikeloom
