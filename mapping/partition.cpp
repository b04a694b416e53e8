// SPDX-License-Identifier: Apache-2.0
#include "mapping/partition.hpp"

#include <algorithm>
#include <cmath>

#include "mapping/memory.hpp"

namespace spikeloom {
namespace {

int channel_units(const Layer& layer) { return layer.out.channels / channel_unit(layer); }

/// Fewest channel parts whose weights fit an empty core (all parts when none does).
int parts_for_weights(const Network& network, const Target& target, int index) {
  const Layer& layer = network.layers[static_cast<std::size_t>(index)];
  Slice slice;
  slice.layer = index;
  slice.rows = {0, layer.out.height};
  slice.columns = {0, layer.out.width};
  slice.inputs = {0, layer.in.channels};
  const int units = channel_units(layer);
  for (int parts = 1; parts < units; ++parts) {
    slice.channels = {0, (units + parts - 1) / parts * channel_unit(layer)};
    if (slice_memory(network, target, slice).weights <= target.weight_sram_bytes) return parts;
  }
  return units;
}

int useful_channel_parts(const Layer& layer, const Target& target) {
  return std::min(channel_units(layer), (layer.out.channels + target.lanes - 1) / target.lanes);
}

/// An attention slice keeps Q, K and V of the whole map whatever its rows: bands of it would each repeat K^T V.
int useful_bands(const Layer& layer) { return layer.op == Operator::Attention ? 1 : layer.out.height; }

Split balanced_split(const Layer& layer, const Target& target, int least_parts, int wanted) {
  Split split;
  split.channel_parts = std::max(least_parts, std::min(wanted, useful_channel_parts(layer, target)));
  split.bands = std::clamp(wanted / split.channel_parts, 1, useful_bands(layer));
  return split;
}

}  // namespace

int channel_unit(const Layer& layer) { return layer.op == Operator::Attention ? layer.head_channels() : 1; }

std::vector<Range> even_ranges(int units, int unit, int parts) {
  std::vector<Range> ranges;
  int begin = 0;
  for (int i = 0; i < parts; ++i) {
    const int end = begin + units / parts + (i < units % parts ? 1 : 0);
    ranges.push_back({begin * unit, end * unit});
    begin = end;
  }
  return ranges;
}

Partition coarse_partition(const Network& network, const Target& target) {
  Partition partition(network.layers.size());
  for (std::size_t i = 0; i < partition.size(); ++i)
    partition[i].channel_parts = parts_for_weights(network, target, static_cast<int>(i));
  return partition;
}

Partition balanced_partition(const Network& network, const Target& target, const WorkModel& work,
                             double slices_per_core) {
  Partition partition = coarse_partition(network, target);
  std::vector<double> cycles;
  double total = 0;
  for (std::size_t i = 0; i < partition.size(); ++i)
    total += cycles.emplace_back(work.layer_cycles(static_cast<int>(i)));
  for (std::size_t i = 0; i < partition.size(); ++i) {
    const double share = total > 0 ? cycles[i] / total : 0;
    const int wanted = std::max(1, static_cast<int>(std::lround(share * target.tiles() * slices_per_core)));
    partition[i] = balanced_split(network.layers[i], target, partition[i].channel_parts, wanted);
  }
  return partition;
}

bool cut_finer(const Layer& layer, Split& split, bool rows_help) {
  const int units = channel_units(layer);
  if (split.channel_parts < units) {
    split.channel_parts = std::min(units, 2 * split.channel_parts);
    return true;
  }
  if (!rows_help || split.bands >= layer.out.height) return false;
  split.bands = std::min(layer.out.height, 2 * split.bands);
  return true;
}

std::vector<Slice> make_slices(const Network& network, const Target& target, const Partition& partition) {
  std::vector<Slice> slices;
  for (std::size_t i = 0; i < partition.size(); ++i) {
    const Layer& layer = network.layers[i];
    for (const Range rows : even_ranges(layer.out.height, 1, partition[i].bands))
      for (const Range channels : even_ranges(channel_units(layer), channel_unit(layer), partition[i].channel_parts)) {
        Slice slice;
        slice.layer = static_cast<int>(i);
        slice.channels = channels;
        slice.rows = rows;
        slice.columns = {0, layer.out.width};
        slice.inputs = {0, layer.in.channels};
        slice.values_per_word = layer.emits_values ? target.values_per_word(layer.bounds.value_bits) : 0;
        slice.value_word_flits = layer.emits_values ? target.value_word_flits(layer.bounds.value_bits) : 0;
        slices.push_back(slice);
      }
  }
  return slices;
}

}  // namespace spikeloom
