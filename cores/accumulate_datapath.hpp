// SPDX-License-Identifier: Apache-2.0
#pragma once
// What one word does to a slice's accumulators, how many cycles the lanes need for it, and what is counted.
// A pass is one cycle in which every lane adds one weight (or value), or nothing.
//
//   word                     passes
//   spike word, Conv         set bits x valid taps x ceil(slice channels / lanes)
//   spike word, depth-wise   valid taps x ceil(channels of the word / lanes): lanes are gated by the bits
//   value word, Conv         non-zero digits of its values x valid taps x ceil(slice channels / lanes)
//   value word, depth-wise   largest number of digits x valid taps x ceil(values / lanes): each lane its own digits
//   value word, residual     ceil(values / lanes), also partial sums and a SpatialSum's input
//   row from this core       columns x ceil(slice channels / lanes)
//
// A word costs at least the cycle in which it is popped. Cost and counts follow from the word alone; the additions
// themselves are left out for a slice that does not compute (replay).

#include "chip/datapath_shape.hpp"
#include "chip/packet.hpp"
#include "cores/slice_state.hpp"
#include "mapping/plan/valid_taps.hpp"
#include "sim/machine/core.hpp"

namespace spikeloom {

class AccumulateDatapath {
 public:
  explicit AccumulateDatapath(const DatapathShape& shape) : shape_(shape) {}

  /// Adds a spike or value word into the slice's accumulators; returns the passes it takes.
  Cycle accumulate(SliceState& slice, const Packet& word, SliceCounts& counts) const;

  /// Adds a row of a slice of the same channels and columns on this core (Destination::home); `position` says which.
  Cycle accumulate_row(SliceState& slice, int port, const Packet& position, const std::vector<std::int32_t>& values,
                       SliceCounts& counts) const;

  const DatapathShape& shape() const { return shape_; }

 private:
  Cycle accumulate_spikes(SliceState& slice, const Packet& word, SliceCounts& counts) const;
  Cycle accumulate_depthwise_spikes(SliceState& slice, const Packet& word, SliceCounts& counts) const;
  Cycle accumulate_values(SliceState& slice, const Packet& word, SliceCounts& counts) const;
  Cycle accumulate_depthwise_values(SliceState& slice, const Packet& word, SliceCounts& counts) const;
  Cycle accumulate_sum(SliceState& slice, const Packet& word, SliceCounts& counts) const;

  DatapathShape shape_;
};

}  // namespace spikeloom
