// SPDX-License-Identifier: Apache-2.0
#pragma once
// Observers watch a running chip from outside: the comparison with the reference, traces, statistics.
// The chip calls them and knows nothing of them; an observer may not change anything.

#include <cstdint>

#include "base/cycle.hpp"
#include "models/layer.hpp"

namespace spikeloom {

/// One row of one time step of a slice, as its neuron unit finished it.
struct RowEvent {
  int slice = 0;
  int image = 0;
  int row = 0;                        ///< of the layer's map
  int first_column = 0, columns = 0;  ///< of the layer's map: what x counts from, and how many
  int t = 0;
  Cycle begin_cycle = 0, end_cycle = 0;  ///< of the neuron unit's sweep: [begin, end)
  /// [x][word]: spikes of these columns, 64 channels a word, bit 0 = the slice's first channel; null if it does not
  /// fire.
  const std::uint64_t* spikes = nullptr;
  int words_per_column = 0;
  /// [x][channel of the slice]; null unless the layer emits values. Of a partial slice: the sums that it sends.
  const std::int32_t* values = nullptr;
};

/// The datapath of a core was busy with one word (or one KV or Q pass) of a slice during [begin, end).
struct DatapathEvent {
  int slice = 0;
  Cycle begin_cycle = 0, end_cycle = 0;
};

class Observer {
 public:
  virtual ~Observer() = default;
  virtual void on_row(const RowEvent&) {}
  virtual void on_datapath(const DatapathEvent&) {}
  virtual void on_image_begin(int /*image*/, Cycle) {}
  virtual void on_image_end(int /*image*/, Cycle) {}
};

}  // namespace spikeloom
