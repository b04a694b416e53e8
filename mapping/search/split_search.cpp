// SPDX-License-Identifier: Apache-2.0
#include "mapping/search/split_search.hpp"

#include <algorithm>
#include <optional>
#include <tuple>

#include "mapping/plan/memory.hpp"

namespace spikeloom {
namespace {

constexpr std::int64_t kWholeChip = 1 << 24;
constexpr int kUnfilledWords = 16;   ///< of producers, at the ends of their channels
constexpr int kMostInputParts = 32;  ///< each costs its root a cycle for every word

/// Numbers of parts 1..units, one for each size that the largest part then has.
std::vector<int> different_parts(int units) {
  std::vector<int> parts;
  for (int n = 1; n <= units; ++n)
    if (parts.empty() || (units + n - 1) / n < (units + parts.back() - 1) / parts.back()) parts.push_back(n);
  return parts;
}

/// 1, 2, 3, 4, 6, 8, 12, 16, ... and `units` itself.
std::vector<int> rounded_parts(int units) {
  std::vector<int> parts{1};
  for (int n = 2; n < units; n *= 2) {
    parts.push_back(n);
    if (n + n / 2 < units && n / 2 > 0) parts.push_back(n + n / 2);
  }
  if (units > 1) parts.push_back(units);
  return parts;
}

/// Parts of which each saves the datapath a pass; below a full pass, halves.
std::vector<int> channel_choices(int units, int unit, int lanes) {
  std::vector<int> parts;
  int passes = 0, size = 0;
  for (const int n : different_parts(units)) {
    const int channels = (units + n - 1) / n * unit, now = (channels + lanes - 1) / lanes;
    const bool halved = now == 1 && 2 * channels <= size;
    if (!parts.empty() && now == passes && !halved && n != units) continue;
    parts.push_back(n), passes = now, size = channels;
  }
  return parts;
}

/// A partial sum, at most as wide as an accumulator, in a packet that the chip can queue.
bool sums_fit(const Target& target) {
  return target.value_word_flits(target.accumulator_bits) <= target.longest_packet_flits();
}

Range first_of(int units, int unit, int parts) { return {0, (units + parts - 1) / parts * unit}; }

/// A part that has neighbours on both sides, if there is one: nothing of its kernel falls off the map.
Range inner_of(int units, int parts) {
  const int size = (units + parts - 1) / parts;
  const int begin = parts > 2 ? std::min(size, units - size) : 0;
  return {begin, begin + size};
}

}  // namespace

/// The best splits met so far: within all limits, within the SRAMs', and at all.
struct SplitSearch::Best {
  using Key = std::tuple<std::int64_t, std::int64_t, int>;
  std::optional<std::pair<Key, Split>> within, in_memory, any;

  Split split() const { return (within ? within : in_memory ? in_memory : any)->second; }

  static void keep(std::optional<std::pair<Key, Split>>& best, const Key& key, const Split& split) {
    if (!best || key < best->first) best = {key, split};
  }
};

SplitSearch::SplitSearch(const Network& network, const WorkModel& work, std::vector<int> windows, LoopOrder time,
                         Range layers)
    : network_(network), work_(work), windows_(std::move(windows)), time_(time) {
  layers = layers_or_all(network, layers);
  for (int i = layers.begin; i < layers.end; ++i) network_cycles_ += work.layer_cycles(i);
}

SplitSearch::Choices SplitSearch::choices(int index) const {
  const Layer& layer = network_.layers[static_cast<std::size_t>(index)];
  const Split finest = finest_split(layer);
  return {channel_choices(channel_units(layer), channel_unit(layer), work_.target().lanes),
          different_parts(finest.column_parts), rounded_parts(std::min(finest.input_parts, kMostInputParts))};
}

/// A header numbers the value words of a column that a slice sends, and those that come through one of its ports, where
/// each producer may add one that is not full.
bool SplitSearch::words_are_numbered(int index, const Split& split) const {
  const Layer& layer = network_.layers[static_cast<std::size_t>(index)];
  const auto fit = [&](int channels, int bits, int words) {
    return channels <= words * std::max(1, work_.target().values_per_word(std::max(1, bits)));
  };
  const int channels = first_of(channel_units(layer), channel_unit(layer), split.channel_parts).size();
  const int inputs = first_of(layer.in.channels, 1, split.input_parts).size();
  if (layer.emits_values && !fit(channels, layer.bounds.value_bits, kMaxChannelGroups)) return false;
  if (split.input_parts > 1 && !sums_fit(work_.target())) return false;
  if (split.input_parts > 1 && !fit(channels, work_.target().accumulator_bits, kMaxChannelGroups)) return false;
  for (const LayerInput& input : layer.inputs) {
    if (input.signal == Signal::Spikes || input.source == kImageSource) continue;
    const bool mixes = layer.mixes_channels() && input.role != Role::Residual;
    const int bits = network_.layers[static_cast<std::size_t>(input.source)].bounds.value_bits;
    if (!fit(mixes ? inputs : channels, bits, kMaxChannelGroups - kUnfilledWords)) return false;
  }
  return true;
}

Slice SplitSearch::inner_slice(int index, const Split& split) const {
  const Layer& layer = network_.layers[static_cast<std::size_t>(index)];
  Slice slice;
  slice.layer = index;
  slice.channels = first_of(channel_units(layer), channel_unit(layer), split.channel_parts);
  slice.columns = inner_of(layer.out.width, split.column_parts);
  slice.rows = inner_of(layer.out.height, split.bands);
  slice.inputs = first_of(layer.in.channels, 1, split.input_parts);
  slice.window_rows = std::min(windows_[static_cast<std::size_t>(index)], slice.rows.size());
  return slice;
}

SplitSearch::Largest SplitSearch::largest(int index, const Split& split) const {
  const Slice slice = inner_slice(index, split);
  const SliceMemory memory = slice_memory(network_, work_.target(), slice, time_);
  Largest largest;
  largest.cycles = work_.cycles(slice) + work_.partial_cycles(slice, split.input_parts - 1);
  largest.weights = memory.weights;
  largest.accumulators = memory.accumulators + work_.target().row_buffers * memory.row_buffer;
  return largest;
}

/// Shares of the chip that all slices of the split take: of its time, its SRAMs and its slice numbers.
std::int64_t SplitSearch::price(const Split& split, const Largest& largest) const {
  const Target& t = work_.target();
  const std::int64_t slices = split.slices();
  const auto share = [](std::int64_t part, std::int64_t whole) {
    return part * kWholeChip / std::max<std::int64_t>(1, whole);
  };
  return share(largest.cycles * slices, network_cycles_) +
         memory_price_ * share(largest.weights * slices, t.weight_sram_bytes * t.tiles()) / kUsualPrice +
         memory_price_ * share(largest.accumulators * slices, t.accumulator_sram_bytes * t.tiles()) / kUsualPrice +
         share(slices, std::int64_t{kMaxSlicesPerCore} * t.tiles());
}

void SplitSearch::consider_all(int index, int bands, const SliceLimits& limits, Best& best) const {
  const Choices choices = this->choices(index);
  for (const int inputs : choices.inputs)
    for (const int columns : choices.columns)
      for (const int channels : choices.channels) {
        const Split split{channels, bands, columns, inputs};
        if (!words_are_numbered(index, split)) continue;
        const Largest l = largest(index, split);
        const bool in_memory = l.keeps_memory(limits);
        if (in_memory && l.cycles <= limits.cycles) {
          Best::keep(best.within, {price(split, l), l.cycles, split.slices()}, split);
          break;  // finer channels only cost more
        }
        if (in_memory) Best::keep(best.in_memory, {l.cycles, price(split, l), split.slices()}, split);
        if (!in_memory && !best.in_memory) {
          const std::int64_t excess = std::max<std::int64_t>(0, l.weights - limits.weights) +
                                      std::max<std::int64_t>(0, l.accumulators - limits.accumulators);
          Best::keep(best.any, {excess, split.slices(), 0}, split);
        }
      }
}

Split SplitSearch::best(int index, const SliceLimits& limits) const {
  const Layer& layer = network_.layers[static_cast<std::size_t>(index)];
  Best best;
  for (const int bands : rounded_parts(layer.out.height)) {
    consider_all(index, bands, limits, best);
    if (best.within) break;
  }
  return best.split();
}

std::optional<Split> SplitSearch::best_like(int index, const Split& model, const SliceLimits& limits) const {
  Best best;
  for (const int inputs : choices(index).inputs) {
    const Split split{model.channel_parts, model.bands, model.column_parts, inputs};
    if (!words_are_numbered(index, split)) continue;
    const Largest l = largest(index, split);
    if (!l.keeps_memory(limits)) continue;
    if (l.cycles <= limits.cycles) Best::keep(best.within, {price(split, l), l.cycles, split.slices()}, split);
    Best::keep(best.in_memory, {l.cycles, price(split, l), split.slices()}, split);
  }
  if (!best.in_memory) return std::nullopt;
  return best.split();
}

}  // namespace spikeloom
