// SPDX-License-Identifier: Apache-2.0
#pragma once
// Figures that follow from counts and the clock; the same for the text report and for results.json.

#include <algorithm>

#include "chip/chip_spec.hpp"
#include "sim/run/results.hpp"

namespace spikeloom {

inline double cycles_to_ms(Cycle cycles, double clock_mhz) { return static_cast<double>(cycles) / clock_mhz / 1e3; }

/// Images [first, end) of a run.
struct ImageRange {
  std::size_t first = 0, end = 0;
  std::size_t size() const { return end - first; }
};

/// Images that began when the first one was through, and ended before the last one began: the pipeline was neither
/// filling nor draining.
inline ImageRange undisturbed_images(const std::vector<ImageResult>& images) {
  ImageRange range;
  while (range.first < images.size() && images[range.first].begin_cycle < images.front().end_cycle) ++range.first;
  range.end = range.first;
  while (range.end < images.size() && images[range.end].end_cycle <= images.back().begin_cycle) ++range.end;
  return range;
}

/// Whether the run was long enough for a steady state: undisturbed images are more than those that filled the pipeline.
inline bool is_steady(const RunResults& results) {
  const ImageRange range = undisturbed_images(results.images);
  return results.passes.empty() && range.size() > std::max<std::size_t>(range.first, 1);
}

/// In the steady state, the mean time between two results of undisturbed images. Otherwise all cycles over all images:
/// a longer run is not slower, for it fills and drains once, too.
inline double cycles_per_image(const RunResults& results) {
  const std::vector<ImageResult>& images = results.images;
  if (images.empty()) return 0;
  if (!results.passes.empty()) return static_cast<double>(results.cycles) / static_cast<double>(images.size());
  if (!is_steady(results))
    return static_cast<double>(images.back().end_cycle - images.front().begin_cycle) /
           static_cast<double>(images.size());
  const ImageRange range = undisturbed_images(images);
  const Cycle cycles = images[range.end - 1].end_cycle - images[range.first].end_cycle;
  return static_cast<double>(cycles) / static_cast<double>(range.size() - 1);
}

inline double throughput_images_per_s(const RunResults& results, double clock_mhz) {
  const double cycles = cycles_per_image(results);
  return cycles == 0 ? 0 : clock_mhz * 1e6 / cycles;
}

/// Mean latency of the undisturbed images; when there is none, the last one's.
inline double steady_latency_cycles(const RunResults& results) {
  const std::vector<ImageResult>& images = results.images;
  if (images.empty()) return 0;
  const ImageRange range = undisturbed_images(images);
  double sum = 0;
  for (std::size_t i = range.first; i < range.end; ++i) sum += static_cast<double>(images[i].latency_cycles());
  return range.size() > 0 ? sum / static_cast<double>(range.size())
                          : static_cast<double>(images.back().latency_cycles());
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
