// SPDX-License-Identifier: Apache-2.0
#include "mapping/memory.hpp"

#include <algorithm>

namespace spikeloom {
namespace {

std::int64_t bytes_of_bits(std::int64_t bits) { return (bits + 7) / 8; }

std::int64_t weight_count(const Layer& layer, int channels) {
  if (!layer.has_weights()) return 0;
  const std::int64_t filter = std::int64_t{layer.kernel.taps()} * (layer.op == Operator::Conv ? layer.in.channels : 1);
  return filter * channels;
}

/// Q, K and V bits of a whole map and, for each head and time step, the head's KV matrix of counts up to `positions`.
std::int64_t attention_bytes(const Layer& layer, int channels, int time_steps) {
  const std::int64_t positions = layer.in.positions();
  const std::int64_t head = layer.head_channels();
  const std::int64_t entry = positions <= 255 ? 1 : 2;
  const std::int64_t matrices = std::int64_t{time_steps} * (channels / head) * head * head * entry;
  return matrices + bytes_of_bits(3 * time_steps * positions * channels);
}

std::int64_t accumulator_bytes(const Layer& layer, const Slice& slice, const Target& target, int time_steps) {
  const std::int64_t row_bits = std::int64_t{layer.out.width} * slice.channels.size() * target.accumulator_bits;
  std::int64_t bytes = bytes_of_bits(slice.window_rows * accumulator_steps(layer, time_steps) * row_bits);
  if (layer.fires && time_steps > 1) bytes += bytes_of_bits(row_bits);
  if (layer.op == Operator::Attention) bytes += attention_bytes(layer, slice.channels.size(), time_steps);
  return bytes;
}

}  // namespace

int accumulator_steps(const Layer& layer, int time_steps) {
  return layer.constant_over_time || layer.accumulates_over_time ? 1 : time_steps;
}

SliceMemory slice_memory(const Network& network, const Target& target, const Slice& slice) {
  const Layer& layer = network.layers[static_cast<std::size_t>(slice.layer)];
  const int channels = slice.channels.size();
  const int leaving_bits = (layer.fires ? 1 : 0) + (layer.emits_values ? layer.bounds.value_bits : 0);
  SliceMemory memory;
  memory.weights =
      bytes_of_bits(weight_count(layer, channels) * target.weight_bits) + channels * kChannelParameterBytes;
  memory.accumulators = accumulator_bytes(layer, slice, target, network.time_steps);
  memory.row_buffer = bytes_of_bits(std::int64_t{layer.out.width} * channels * leaving_bits);
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
  for (const Slice& slice : mapping.slices) cores.at(static_cast<std::size_t>(slice.core)).add(slice.memory);
  return cores;
}

}  // namespace spikeloom
