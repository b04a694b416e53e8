// SPDX-License-Identifier: Apache-2.0
#pragma once
// The neuron unit: turns the finished accumulators of one row and step into values and spikes.
// A sweep takes ceil(row neurons / neuron lanes) cycles; the accumulators' next use starts from the bias again.

#include "cores/accumulate_datapath.hpp"
#include "models/reference/reference.hpp"

namespace spikeloom {

/// What a sweep leaves: the row as it is encoded into words. Its buffers are used again for the next row.
struct RowOutput {
  int columns = 0;
  int words_per_column = 0;           ///< of 64 channels; bit 0 = the slice's first channel
  std::vector<std::uint64_t> spikes;  ///< [x][word], empty unless the slice fires
  std::vector<std::int32_t> values;   ///< [x][channel], empty unless it emits values
};

Cycle sweep_cycles(const SliceState& slice, int neuron_lanes);

class NeuronUnit {
 public:
  explicit NeuronUnit(const DatapathShape& shape) : shape_(shape) {}

  /// A sweep over the slice's next row and step (models/layer.hpp gives the formula). `recorded`: the layer's activity
  /// for the image, from which a slice that does not compute takes the row.
  void sweep(SliceState& slice, const LayerActivity* recorded, RowOutput& out, SliceCounts& counts);

 private:
  void compute_row(SliceState& slice, RowOutput& out);
  void fire_column(SliceState& slice, const std::int32_t* x, std::int32_t* membranes, std::uint64_t* spikes);

  DatapathShape shape_;
  std::vector<std::int32_t> x_;      ///< of one column
  std::vector<std::uint8_t> fired_;  ///< of one column, in whole words of 64
};

}  // namespace spikeloom
