// SPDX-License-Identifier: Apache-2.0
#include "cores/neuron_unit.hpp"

#include <algorithm>

#include "models/fixed_point.hpp"
#include "models/neuron.hpp"

namespace spikeloom {
namespace {

void fire_column(SliceState& slice, const std::vector<std::int32_t>& inputs, std::int32_t* membranes,
                 std::uint64_t* spikes) {
  const int fraction_bits = input_fraction_bits(slice.time_steps);
  for (int c = 0; c < slice.channels; ++c) {
    const auto i = static_cast<std::size_t>(c);
    const std::int32_t threshold = slice.layer.threshold[static_cast<std::size_t>(slice.slice.channels.begin + c)];
    const LifResult result = lif_step(membranes[c], shift_left(inputs[i], fraction_bits), threshold);
    membranes[c] = result.membrane;
    if (result.spike) spikes[i / 64] |= std::uint64_t{1} << (i % 64);
  }
}

void count_sweep(const SliceState& slice, const DatapathShape& shape, SliceCounts& counts) {
  const auto columns = static_cast<std::uint64_t>(slice.columns);
  const std::uint64_t words = columns * shape.accumulator_words(slice.channels);
  const bool membranes = slice.layer.fires && slice.time_steps > 1;
  counts.actions.add(Action::AccumulatorRead, membranes ? 2 * words : words);
  counts.actions.add(Action::AccumulatorWrite, membranes ? 2 * words : words);  // the bias again, and the membranes
  if (!slice.layer.fires) return;
  counts.neurons += columns * static_cast<std::uint64_t>(slice.channels);
  counts.actions.add(Action::LifStep, columns * static_cast<std::uint64_t>(slice.channels));
}

}  // namespace

Cycle sweep_cycles(const SliceState& slice, int neuron_lanes) {
  const int neurons = slice.columns * slice.channels;
  return static_cast<Cycle>((neurons + neuron_lanes - 1) / neuron_lanes);
}

RowOutput sweep_row(SliceState& slice, const DatapathShape& shape, SliceCounts& counts) {
  RowOutput out{slice.columns, (slice.channels + 63) / 64, {}, {}};
  const auto wide = static_cast<std::size_t>(slice.channels);
  if (slice.layer.fires) out.spikes.assign(static_cast<std::size_t>(out.columns * out.words_per_column), 0);
  std::vector<std::int32_t> inputs(wide);
  for (int x = 0; x < slice.columns; ++x) {
    const std::int32_t* accumulators = slice.accumulators(slice.completed_rows(), slice.step(), x);
    for (std::size_t c = 0; c < wide; ++c)
      inputs[c] = round_shift_right(accumulators[c],
                                    slice.layer.output_shift[static_cast<std::size_t>(slice.slice.channels.begin) + c]);
    if (slice.layer.emits_values) out.values.insert(out.values.end(), inputs.begin(), inputs.end());
    if (!slice.layer.fires) continue;
    if (slice.step() == 0) std::fill_n(slice.membranes(x), wide, 0);
    fire_column(slice, inputs, slice.membranes(x), out.spikes.data() + x * out.words_per_column);
  }
  for (const std::uint64_t word : out.spikes) counts.spikes += static_cast<unsigned>(__builtin_popcountll(word));
  count_sweep(slice, shape, counts);
  return out;
}

}  // namespace spikeloom
