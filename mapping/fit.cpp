// SPDX-License-Identifier: Apache-2.0
#include "mapping/fit.hpp"

#include <algorithm>

#include "mapping/connections.hpp"
#include "mapping/memory.hpp"
#include "mapping/row_flow.hpp"

namespace spikeloom {
namespace {

constexpr double kSlicesPerCore[] = {1, 2, 4};
constexpr double kWorthwhile = 0.95;  ///< finer cuts cost traffic: they must take this much off the busiest core

Mapping sized_mapping(const Network& network, const Target& target, int slack_rows, const Partition& partition) {
  Mapping mapping;
  mapping.target = target;
  mapping.slices = make_slices(network, target, partition);
  mapping.image_values_per_word = target.values_per_word(image_value_bits(network.input));
  mapping.image_word_flits = target.value_word_flits(image_value_bits(network.input));
  connect_slices(network, mapping);
  const std::vector<int> windows = smallest_windows(network, mapping);
  for (std::size_t i = 0; i < mapping.slices.size(); ++i) {
    Slice& slice = mapping.slices[i];
    slice.window_rows = std::min(windows[i] + std::max(0, slack_rows), slice.rows.size());
    slice.memory = slice_memory(network, target, slice);
  }
  return mapping;
}

std::vector<double> slice_work(const Mapping& mapping, const WorkModel& work) {
  std::vector<double> cycles;
  for (const Slice& slice : mapping.slices) cycles.push_back(work.cycles(slice));
  return cycles;
}

double busiest_core(const Mapping& mapping, const std::vector<double>& cycles) {
  std::vector<double> load(static_cast<std::size_t>(mapping.target.tiles()));
  for (std::size_t i = 0; i < cycles.size(); ++i) load[static_cast<std::size_t>(mapping.slices[i].core)] += cycles[i];
  return *std::max_element(load.begin(), load.end());
}

/// Bytes of weights when nothing is cut in rows: bands of a layer repeat its weights.
std::int64_t weights_of_network(const Mapping& mapping) {
  std::int64_t weights = 0;
  for (const Slice& slice : mapping.slices) weights += slice.rows.begin == 0 ? slice.memory.weights : 0;
  return weights;
}

int slice_with_most_weights(const Mapping& mapping) {
  const auto fewer = [](const Slice& a, const Slice& b) { return a.memory.weights < b.memory.weights; };
  return static_cast<int>(std::max_element(mapping.slices.begin(), mapping.slices.end(), fewer) -
                          mapping.slices.begin());
}

/// More slices cannot help when their number is the trouble, nor when the chip is smaller than all weights together.
bool cutting_is_hopeless(const Mapping& mapping, Shortage& shortage) {
  if (weights_of_network(mapping) <= mapping.target.weight_sram_bytes * mapping.target.tiles())
    return shortage.slice_numbers;
  shortage = Shortage{slice_with_most_weights(mapping)};
  shortage.weights = shortage.chip_weights = true;
  return true;
}

}  // namespace

Fit fit_partition(const Network& network, const Target& target, const WorkModel& work, int slack_rows,
                  Partition partition) {
  for (;;) {
    Fit fit;
    fit.mapping = sized_mapping(network, target, slack_rows, partition);
    const std::vector<double> cycles = slice_work(fit.mapping, work);
    fit.shortage = assign_cores(fit.mapping, cycles);
    if (fit.fits()) fit.busiest_core_cycles = busiest_core(fit.mapping, cycles);
    if (fit.fits() || cutting_is_hopeless(fit.mapping, *fit.shortage)) return fit;
    const auto layer =
        static_cast<std::size_t>(fit.mapping.slices[static_cast<std::size_t>(fit.shortage->slice)].layer);
    if (!cut_finer(network.layers[layer], partition[layer], fit.shortage->accumulators)) return fit;
  }
}

Fit best_fit(const Network& network, const Target& target, const WorkModel& work, int slack_rows) {
  std::optional<Fit> best;
  for (const double slices_per_core : kSlicesPerCore) {
    Fit fit =
        fit_partition(network, target, work, slack_rows, balanced_partition(network, target, work, slices_per_core));
    if (!fit.fits()) continue;
    if (!best || fit.busiest_core_cycles < kWorthwhile * best->busiest_core_cycles) best = std::move(fit);
  }
  if (best) return *std::move(best);
  return fit_partition(network, target, work, slack_rows, coarse_partition(network, target));
}

}  // namespace spikeloom
