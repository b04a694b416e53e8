// SPDX-License-Identifier: Apache-2.0
#include "mapping/search/partition_search.hpp"

#include <algorithm>
#include <limits>

#include "mapping/plan/connections.hpp"
#include "mapping/search/stream_homes.hpp"
#include "mapping/search/windowed_slices.hpp"

namespace spikeloom {
namespace {

constexpr int kDearest = 100 * kUsualPrice;
constexpr std::int64_t kAnyCycles = std::numeric_limits<std::int64_t>::max();

SliceLimits limits_of(const Target& target, std::int64_t cycles) {
  return {cycles, target.weight_sram_bytes, target.accumulator_sram_bytes};
}

/// Bytes of weights when nothing is cut in rows and columns: bands of a layer repeat its weights.
std::int64_t weights_of_network(const Mapping& mapping) {
  std::int64_t weights = 0;
  for (const Slice& slice : mapping.slices)
    if (slice.rows.begin == 0 && slice.columns.begin == 0) weights += slice.memory.weights;
  return weights;
}

int slice_with_most_weights(const Mapping& mapping) {
  const auto fewer = [](const Slice& a, const Slice& b) { return a.memory.weights < b.memory.weights; };
  return static_cast<int>(std::max_element(mapping.slices.begin(), mapping.slices.end(), fewer) -
                          mapping.slices.begin());
}

/// No cut helps a chip that is smaller than all weights together.
std::optional<Shortage> lack_of_chip(const Mapping& mapping) {
  if (weights_of_network(mapping) <= mapping.target.weight_sram_bytes * mapping.target.tiles()) return std::nullopt;
  Shortage shortage{slice_with_most_weights(mapping)};
  shortage.weights = shortage.chip_weights = true;
  return shortage;
}

/// Nor do more slices when there are too many.
bool too_many_slices(const Mapping& mapping, const Shortage& shortage) {
  return shortage.slice_numbers ||
         mapping.slices.size() > static_cast<std::size_t>(kMaxSlicesPerCore) * mapping.target.tiles();
}

/// A split of the layer whose slices take two thirds of what is short now. False when there is none.
bool cut_finer(const SplitSearch& search, int layer, const Shortage& shortage, Split& split) {
  const SplitSearch::Largest now = search.largest(layer, split);
  SliceLimits limits{now.cycles, now.weights, now.accumulators};
  if (shortage.weights) limits.weights = now.weights * 2 / 3;
  if (shortage.accumulators) limits.accumulators = now.accumulators * 2 / 3;
  const Split finer = search.best(layer, limits);
  if (!search.largest(layer, finer).keeps_memory(limits)) return false;
  split = finer;
  return true;
}

SplitSearch search_for(const Network& network, const WorkModel& work, const FitOptions& options) {
  return {network, work, layer_windows(network, work.target(), options), options.time, options.layers};
}

}  // namespace

std::vector<std::int64_t> slice_cycles(const Mapping& mapping, const WorkModel& work) {
  std::vector<std::int64_t> cycles;
  for (const Slice& slice : mapping.slices) cycles.push_back(work.cycles(slice));
  return cycles;
}

void expect_cycles(const Network& network, const std::vector<std::int64_t>& cycles, Fit& fit) {
  CoreLedger ledger(network, fit.mapping, cycles);
  for (std::size_t i = 0; i < fit.mapping.slices.size(); ++i)
    ledger.add(static_cast<int>(i), fit.mapping.slices[i].core);
  fit.busiest_core_cycles = ledger.busiest();
  fit.latency_cycles = ledger.latency();
}

Fit fit_partition(const Network& network, const Target& target, const WorkModel& work, const FitOptions& options,
                  Partition partition) {
  const SplitSearch search = search_for(network, work, options);
  SizedSlices slices(network, target, options, std::move(partition));
  for (;;) {
    Fit fit;
    fit.mapping = slices.mapping();
    fit.shortage = lack_of_chip(fit.mapping);
    if (!fit.fits()) return fit;
    const std::vector<std::int64_t> cycles = slice_cycles(fit.mapping, work);
    fit.shortage =
        assign_cores(network, fit.mapping, cycles, slice_groups(network, fit.mapping, cycles, options.residual), {});
    if (fit.fits()) expect_cycles(network, cycles, fit);
    if (fit.fits() || too_many_slices(fit.mapping, *fit.shortage)) return fit;
    const int layer = fit.mapping.slices[static_cast<std::size_t>(fit.shortage->slice)].layer;
    Split split = slices.split(layer);
    if (!cut_finer(search, layer, *fit.shortage, split)) return fit;
    slices.cut(layer, split);
  }
}

namespace {

/// Together, without what is lost where slices do not fill a core.
bool fills_chip(const SplitSearch& search, const Target& target, const Partition& partition, int full_percent) {
  std::int64_t weights = 0, accumulators = 0;
  for (std::size_t i = 0; i < partition.size(); ++i) {
    if (partition[i] == kNotInSegment) continue;
    const SplitSearch::Largest largest = search.largest(static_cast<int>(i), partition[i]);
    weights += largest.weights * partition[i].slices();
    accumulators += largest.accumulators * partition[i].slices();
  }
  return weights * 100 > target.weight_sram_bytes * target.tiles() * full_percent ||
         accumulators * 100 > target.accumulator_sram_bytes * target.tiles() * full_percent;
}

Partition best_splits(const Network& network, const SplitSearch& search, const SliceLimits& limits,
                      const FitOptions& options) {
  Partition partition(network.layers.size(), kNotInSegment);
  const Range layers = layers_or_all(network, options.layers);
  for (int i = layers.begin; i < layers.end; ++i) partition[static_cast<std::size_t>(i)] = search.best(i, limits);
  if (options.residual == Residual::Home) align_streams(network, search, limits, partition);
  return partition;
}

}  // namespace

Partition balanced_partition(const Network& network, const Target& target, const WorkModel& work,
                             const FitOptions& options, ShareLimit limit, int full_percent) {
  SplitSearch search = search_for(network, work, options);
  const std::int64_t share = 2 * search.network_cycles() * limit.cores / target.tiles() / limit.halves;
  const SliceLimits limits = limits_of(target, std::max<std::int64_t>(1, share));
  for (int price = kUsualPrice;; price += price / 2) {
    search.set_memory_price(price);
    Partition partition = best_splits(network, search, limits, options);
    if (price >= kDearest || !fills_chip(search, target, partition, full_percent)) return partition;
  }
}

Partition coarse_partition(const Network& network, const Target& target, const WorkModel& work,
                           const FitOptions& options) {
  return best_splits(network, search_for(network, work, options), limits_of(target, kAnyCycles), options);
}

}  // namespace spikeloom
