// SPDX-License-Identifier: Apache-2.0
#pragma once
// Bytes of SRAM that a slice and a core need (the formulas stand in mapping/README.md).

#include <vector>

#include "mapping/plan/mapping.hpp"

namespace spikeloom {

constexpr int kChannelParameterBytes = 10;  ///< bias 4, threshold 4, weight shift 1, output shift 1

/// Time steps whose accumulators of one row exist at the same time.
int accumulator_steps(const Layer& layer, int time_steps);

/// Bits of the values that a partial slice sends: they hold every sum of weight * input over its taps and inputs, and
/// over the time steps where these are summed up. A network without weights counts as one of the widest.
int partial_value_bits(const Network& network, const Slice& slice);

/// Bits of the values that a slice sends; 0 when it sends none.
int value_bits(const Network& network, const Slice& slice);

/// Sets values_per_word and value_word_flits from the bits of the values that the slice sends.
void choose_value_words(const Network& network, const Target& target, Slice& slice);

/// Of the slice's channels, rows, columns, inputs and window, whoever else is on its core.
SliceMemory slice_memory(const Network& network, const Target& target, const Slice& slice,
                         LoopOrder time = LoopOrder::StepInRow);

/// What the slices of one core take together; row buffers are shared and sized for the largest row.
struct CoreMemory {
  std::int64_t weights = 0;
  std::int64_t slice_accumulators = 0;
  std::int64_t largest_row = 0;
  int slices = 0;

  void add(const SliceMemory& memory);
  std::int64_t accumulators(int row_buffers) const { return slice_accumulators + row_buffers * largest_row; }
};

std::vector<CoreMemory> core_memories(const Mapping& mapping);

}  // namespace spikeloom
