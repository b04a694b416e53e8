// SPDX-License-Identifier: Apache-2.0
#pragma once
// The neuron unit: turns the finished accumulators of one row and step into values and spikes.
// A sweep takes ceil(row neurons / neuron lanes) cycles; the accumulators' next use starts from the bias again.

#include "cores/accumulate_datapath.hpp"

namespace spikeloom {

/// What a sweep leaves: the row as it is encoded into words.
struct RowOutput {
  int columns = 0;
  int words_per_column = 0;           ///< of 64 channels; bit 0 = the slice's first channel
  std::vector<std::uint64_t> spikes;  ///< [x][word], empty unless the layer fires
  std::vector<std::int32_t> values;   ///< [x][channel], empty unless it emits values
};

Cycle sweep_cycles(const SliceState& slice, int neuron_lanes);

/// The arithmetic of a sweep over the slice's next row and step (models/layer.hpp gives the formula).
RowOutput sweep_row(SliceState& slice, const DatapathShape& shape, SliceCounts& counts);

}  // namespace spikeloom
