// SPDX-License-Identifier: Apache-2.0
#include "mapping/plan/memory.hpp"

#include <algorithm>
#include <cstdlib>

#include "models/fixed_point.hpp"
#include "models/operators/operator_model.hpp"

namespace spikeloom {
namespace {

std::int64_t bytes_of_bits(std::int64_t bits) { return (bits + 7) / 8; }

std::int64_t weights_of(const Layer& layer, const Slice& slice) {
  if (!layer.has_weights()) return 0;
  const int inputs = layer.mixes_channels() ? slice.inputs.size() : 1;
  return std::int64_t{layer.kernel.taps()} * inputs * slice.channels.size();
}

/// Rows whose accumulators exist at the same time: the window's, but with the steps outermost all rows of a layer that
/// sums over them.
int accumulator_rows(const Layer& layer, const Slice& slice, LoopOrder time) {
  const bool all = time == LoopOrder::RowInStep && layer.accumulates_over_time && !slice.is_partial();
  return all ? slice.rows.size() : slice.window_rows;
}

std::int64_t accumulator_bytes(const Network& network, const Target& target, const Slice& slice, LoopOrder time) {
  const Layer& layer = network.layers[static_cast<std::size_t>(slice.layer)];
  const bool outer = time == LoopOrder::RowInStep;
  const int steps = outer ? 1 : network.time_steps;  // of a row that are under way together
  const std::int64_t row_bits = std::int64_t{slice.columns.size()} * slice.channels.size() * target.accumulator_bits;
  std::int64_t bytes = bytes_of_bits(accumulator_rows(layer, slice, time) * accumulator_steps(layer, steps) * row_bits);
  if (layer.fires && network.time_steps > 1 && !slice.is_partial())
    bytes += bytes_of_bits((outer ? slice.rows.size() : 1) * row_bits);
  return bytes + bytes_of_bits(operator_model(layer.op).state_bits(layer, slice.channels.size(), steps));
}

/// The largest magnitude that may come through the layer's main input.
std::int64_t largest_input(const Network& network, const Layer& layer) {
  const LayerInput& main = layer.inputs.front();
  if (main.signal == Signal::Spikes) return 1;
  if (main.source == kImageSource) {
    std::int64_t largest = 1;
    for (const int offset : network.input.pixel_offset)
      largest = std::max({largest, std::int64_t{offset}, std::int64_t{255 - offset}});
    return largest;
  }
  const Bounds& bounds = network.layers[static_cast<std::size_t>(main.source)].bounds;
  return std::max(-bounds.value_low, bounds.value_high);
}

/// Largest sum of the magnitudes of the weights of one output channel over the slice's inputs.
std::int64_t largest_weight_sum(const Network& network, const Layer& layer, const Slice& slice) {
  if (layer.weights.empty())
    return (std::int64_t{layer.kernel.taps()} * slice.inputs.size()) << (network.weight_bits - 1);
  std::vector<std::int32_t> sums(static_cast<std::size_t>(slice.channels.size()));
  for (int tap = 0; tap < layer.kernel.taps(); ++tap)
    for (int c = slice.inputs.begin; c < slice.inputs.end; ++c) {
      const std::size_t row = layer.weight_row(tap / layer.kernel.width, tap % layer.kernel.width, c);
      const std::int8_t* weights = layer.weights.data() + row + slice.channels.begin;
      for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += std::abs(int{weights[i]});
    }
  return *std::max_element(sums.begin(), sums.end());
}

}  // namespace

int accumulator_steps(const Layer& layer, int time_steps) {
  return layer.constant_over_time || layer.accumulates_over_time ? 1 : time_steps;
}

int partial_value_bits(const Network& network, const Slice& slice) {
  const Layer& layer = network.layers[static_cast<std::size_t>(slice.layer)];
  const int steps = layer.accumulates_over_time ? network.time_steps : 1;
  const std::int64_t extreme = steps * largest_weight_sum(network, layer, slice) * largest_input(network, layer);
  return signed_bits(-extreme, extreme);
}

int value_bits(const Network& network, const Slice& slice) {
  if (slice.is_partial()) return partial_value_bits(network, slice);
  const Layer& layer = network.layers[static_cast<std::size_t>(slice.layer)];
  return layer.emits_values ? layer.bounds.value_bits : 0;
}

void choose_value_words(const Network& network, const Target& target, Slice& slice) {
  const int bits = value_bits(network, slice);
  slice.values_per_word = bits > 0 ? target.values_per_word(bits) : 0;
  slice.value_word_flits = bits > 0 ? target.value_word_flits(bits) : 0;
}

SliceMemory slice_memory(const Network& network, const Target& target, const Slice& slice, LoopOrder time) {
  if (slice.core >= target.tiles()) return {};  // it lies in DRAM
  const Layer& layer = network.layers[static_cast<std::size_t>(slice.layer)];
  const int channels = slice.channels.size();
  const int leaving_bits = (layer.fires && !slice.is_partial() ? 1 : 0) + value_bits(network, slice);
  SliceMemory memory;
  memory.weights = bytes_of_bits(weights_of(layer, slice) * target.weight_bits);
  if (!slice.is_partial()) memory.weights += std::int64_t{channels} * kChannelParameterBytes;
  memory.accumulators = accumulator_bytes(network, target, slice, time);
  memory.row_buffer = bytes_of_bits(std::int64_t{slice.columns.size()} * channels * leaving_bits);
  return memory;
}

void CoreMemory::add(const SliceMemory& memory) {
  weights += memory.weights;
  slice_accumulators += memory.accumulators;
  largest_row = std::max(largest_row, memory.row_buffer);
  ++slices;
}

std::vector<CoreMemory> core_memories(const Mapping& mapping) {
  std::vector<CoreMemory> cores(static_cast<std::size_t>(mapping.target.tiles()));
  for (const Slice& slice : mapping.slices)
    if (!mapping.is_load(slice)) cores.at(static_cast<std::size_t>(slice.core)).add(slice.memory);
  return cores;
}

}  // namespace spikeloom
