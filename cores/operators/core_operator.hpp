// SPDX-License-Identifier: Apache-2.0
#pragma once
// An operator as the accumulate datapath executes it: how a word is added, and what jobs a slice has besides. Chosen
// once, when a slice is built: a word costs one call and no question which operator its layer has.
// One file for each operator, and one line in core_operator.cpp.

#include <memory>

#include "base/cycle.hpp"
#include "models/layer.hpp"

namespace spikeloom {

class SliceState;
struct DatapathShape;
struct Packet;
struct SliceCounts;

/// Adds a word into a slice's accumulators and counts what that takes; returns its beats, 0 or more.
using AddWord = Cycle (*)(const DatapathShape& shape, SliceState& slice, const Packet& word, SliceCounts& counts);

/// A slice whose words are stored when they come, in one cycle, and worked on later.
class SliceJobs {
 public:
  virtual ~SliceJobs() = default;

  /// Keeps a word.
  virtual void store(const Packet& word, SliceCounts& counts) = 0;
  /// Begins the next job that has all it needs; returns its cycles, 0 when there is none.
  virtual Cycle begin_job(SliceCounts& counts) = 0;
  /// The cycles of the job have passed: what it computed may be used.
  virtual void finish_job() = 0;
  /// The accumulators of the slice's next row and step are complete.
  virtual bool row_ready() const = 0;
};

/// Members that an operator does not have are null: adders of signals that it does not take, and all adders of one
/// that stores its words.
struct CoreOperator {
  AddWord add_spikes = nullptr;
  AddWord add_values = nullptr;
  std::unique_ptr<SliceJobs> (*make_jobs)(SliceState& slice, const DatapathShape& shape) = nullptr;
};

CoreOperator core_operator(Operator op);

/// The function that adds the words of a port of a layer's slices: the operator's, or that of residual and partial
/// sums.
AddWord word_adder(const Layer& layer, int port);

}  // namespace spikeloom
