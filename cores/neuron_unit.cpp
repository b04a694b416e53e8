// SPDX-License-Identifier: Apache-2.0
#include "cores/neuron_unit.hpp"

#include <algorithm>
#include <cstring>

#include "base/vector_clones.hpp"
#include "chip/spike_bits.hpp"
#include "models/fixed_point.hpp"
#include "models/neuron.hpp"

namespace spikeloom {
namespace {

// round_shift_right with the half at hand.
SPIKELOOM_VECTOR_CLONES void round_column(int channels, const std::int32_t* accumulators, const std::int32_t* half,
                                          const std::int32_t* shift, std::int32_t* x) {
  for (int c = 0; c < channels; ++c) x[c] = (accumulators[c] + half[c]) >> shift[c];
}

struct LifColumn {
  int channels, fraction_bits;
  const std::int32_t* x;
  const std::int32_t* threshold;
};

SPIKELOOM_VECTOR_CLONES void step_column(const LifColumn& column, std::int32_t* membranes, std::uint8_t* fired) {
  const int fraction_bits = column.fraction_bits;
  for (int c = 0; c < column.channels; ++c) {
    const LifResult result = lif_step(membranes[c], shift_left(column.x[c], fraction_bits), column.threshold[c]);
    membranes[c] = result.membrane;
    fired[c] = result.spike ? 1 : 0;
  }
}

// Bit i of the result is byte i of the eight, each 0 or 1: the product moves them side by side into the top byte.
std::uint64_t pack_eight(const std::uint8_t* fired) {
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, fired, sizeof bytes);
  return (bytes * 0x0102040810204080ULL) >> 56U;
}

std::uint64_t pack(const std::uint8_t* fired) {
  std::uint64_t word = 0;
  for (int i = 0; i < 8; ++i) word |= pack_eight(fired + 8 * i) << (8 * i);
  return word;
}

void copy_row(const SliceState& slice, const LayerActivity& recorded, RowOutput& out) {
  const Range channels = slice.slice.channels;
  std::uint64_t* spikes = out.spikes.data();
  std::int32_t* values = out.values.data();
  for (int x = slice.slice.columns.begin; x < slice.slice.columns.end; ++x) {
    if (slice.fires) {
      const std::uint64_t* words = recorded.spikes.at(slice.output_step(), slice.map_row(), x);
      for (int first = 0; first < channels.size(); first += 64)
        *spikes++ = extract_bits(words, channels.begin + first, std::min(64, channels.size() - first));
    }
    if (slice.emits_values)
      values = std::copy_n(recorded.values.at(slice.output_step(), slice.map_row(), x) + channels.begin,
                           channels.size(), values);
  }
}

void count_sweep(const SliceState& slice, const DatapathShape& shape, SliceCounts& counts) {
  const auto columns = static_cast<std::uint64_t>(slice.columns);
  const std::uint64_t words = columns * shape.accumulator_words(slice.channels);
  const bool membranes = slice.fires && slice.time_steps > 1;
  counts.actions.add(Action::AccumulatorRead, membranes ? 2 * words : words);
  counts.actions.add(Action::AccumulatorWrite, membranes ? 2 * words : words);  // the bias again, and the membranes
  if (!slice.fires) return;
  counts.neurons += columns * static_cast<std::uint64_t>(slice.channels);
  counts.actions.add(Action::LifStep, columns * static_cast<std::uint64_t>(slice.channels));
}

}  // namespace

Cycle sweep_cycles(const SliceState& slice, int neuron_lanes) {
  if (slice.keeps_sums()) return 1;
  const int neurons = slice.columns * slice.channels;
  return static_cast<Cycle>((neurons + neuron_lanes - 1) / neuron_lanes);
}

void NeuronUnit::sweep(SliceState& slice, const LayerActivity* recorded, RowOutput& out, SliceCounts& counts) {
  out.columns = slice.columns;
  out.words_per_column = (slice.channels + 63) / 64;
  out.spikes.resize(slice.fires ? static_cast<std::size_t>(out.columns * out.words_per_column) : 0);
  out.values.resize(slice.emits_values ? static_cast<std::size_t>(out.columns * slice.channels) : 0);
  if (slice.computes)
    compute_row(slice, out);
  else
    copy_row(slice, *recorded, out);
  for (const std::uint64_t word : out.spikes) counts.spikes += static_cast<unsigned>(popcount64(word));
  count_sweep(slice, shape_, counts);
}

void NeuronUnit::compute_row(SliceState& slice, RowOutput& out) {
  const auto wide = static_cast<std::size_t>(slice.channels);
  x_.resize(std::max(x_.size(), wide));
  fired_.resize(std::max(fired_.size(), static_cast<std::size_t>(out.words_per_column) * 64));
  const ChannelParameters& p = slice.parameters;
  const std::int32_t* accumulators = slice.accumulators(slice.completed_rows(), slice.step());
  if (slice.fires && slice.time_step() == 0)
    std::fill_n(slice.membranes(0), static_cast<std::size_t>(slice.columns) * wide, 0);
  for (int column = 0; column < slice.columns; ++column, accumulators += wide) {
    const auto at = static_cast<std::size_t>(column);
    std::int32_t* x = slice.emits_values ? out.values.data() + at * wide : x_.data();
    round_column(slice.channels, accumulators, p.half.data(), p.output_shift.data(), x);
    if (slice.fires)
      fire_column(slice, x, slice.membranes(column),
                  out.spikes.data() + at * static_cast<std::size_t>(out.words_per_column));
  }
}

void NeuronUnit::fire_column(SliceState& slice, const std::int32_t* x, std::int32_t* membranes, std::uint64_t* spikes) {
  const int words = (slice.channels + 63) / 64;
  // What stands behind the last channel may be left from a wider slice.
  std::fill(fired_.begin() + slice.channels, fired_.begin() + words * 64, std::uint8_t{0});
  step_column({slice.channels, input_fraction_bits(slice.time_steps), x, slice.parameters.threshold.data()}, membranes,
              fired_.data());
  for (int word = 0; word < words; ++word) spikes[word] = pack(fired_.data() + word * 64);
}

}  // namespace spikeloom
