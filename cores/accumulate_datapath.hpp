// SPDX-License-Identifier: Apache-2.0
#pragma once
// What one word does to a slice's accumulators, how many cycles the lanes need for it, and what is counted.
// A pass is one cycle in which every lane adds one weight (or value), or nothing.
//
// The words of an operator's inputs are added by cores/operators, which have their passes. Those of all layers alike:
//
//   value word, residual or partial sum   ceil(values / lanes)
//   row from this core                    columns x ceil(slice channels / lanes)
//
// A word costs at least the cycle in which it is popped. Cost and counts follow from the word alone; the additions
// themselves are left out for a slice that does not compute (replay).

#include "chip/datapath_shape.hpp"
#include "chip/packet.hpp"
#include "cores/slice_state.hpp"
#include "sim/machine/core.hpp"

namespace spikeloom {

/// Add a word of values to the positions and channels at which they were made (AddWord).
Cycle add_residual_word(const DatapathShape& shape, SliceState& slice, const Packet& word, SliceCounts& counts);
Cycle add_partial_word(const DatapathShape& shape, SliceState& slice, const Packet& word, SliceCounts& counts);

class AccumulateDatapath {
 public:
  explicit AccumulateDatapath(const DatapathShape& shape) : shape_(shape) {}

  /// Adds a spike or value word into the slice's accumulators; returns the passes it takes.
  Cycle accumulate(SliceState& slice, const Packet& word, SliceCounts& counts) const {
    return slice.add_word[word.port](shape_, slice, word, counts);
  }

  /// Adds a row of a slice of the same channels and columns on this core (Destination::home); `position` says which.
  Cycle accumulate_row(SliceState& slice, int port, const Packet& position, const std::vector<std::int32_t>& values,
                       SliceCounts& counts) const;

  const DatapathShape& shape() const { return shape_; }

 private:
  DatapathShape shape_;
};

}  // namespace spikeloom
