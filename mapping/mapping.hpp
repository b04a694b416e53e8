// SPDX-License-Identifier: Apache-2.0
#pragma once
// Where the network lives on the chip: slices, their cores, windows and destination tables; all that a chip needs to
// be loaded. Made by mapping/mapper, checked by mapping/check, written by mapping/mapping_file.

#include <cstdint>
#include <vector>

#include "mapping/target.hpp"
#include "models/network.hpp"

namespace spikeloom {

/// Half-open: [begin, end).
struct Range {
  int begin = 0, end = 0;
  int size() const { return end - begin; }
  bool empty() const { return end <= begin; }
  bool contains(int i) const { return i >= begin && i < end; }
  bool operator==(const Range& o) const { return begin == o.begin && end == o.end; }
};
constexpr Range intersect(Range a, Range b) {
  return {a.begin > b.begin ? a.begin : b.begin, a.end < b.end ? a.end : b.end};
}

constexpr int kHostSlice = -1;  ///< the host port, as a producer of image rows and the consumer of logits

/// One entry of a slice's destination table: a consumer of what the slice emits.
struct Destination {
  int slice = kHostSlice;  ///< index in Mapping::slices, or kHostSlice
  int port = 0;            ///< index in the consumer layer's `inputs`
  Signal signal = Signal::Spikes;
  Range rows;            ///< rows of the producing layer's map that are sent, within the producer's rows
  Range channels;        ///< channels that are sent, within the producer's channels
  int initial_rows = 0;  ///< rows (all time steps of each) that may be sent before the first credit
};

/// The same connection seen by the consumer.
struct Source {
  int slice = kHostSlice;
  int port = 0;
  Range rows;
  Range channels;
};

/// Bytes of SRAM that a slice occupies in its core.
struct SliceMemory {
  std::int64_t weights = 0;       ///< weight SRAM: weights and per-channel parameters
  std::int64_t accumulators = 0;  ///< accumulator SRAM: window of accumulators, one row of membranes, attention state
  std::int64_t row_buffer = 0;    ///< accumulator SRAM, once per core at its largest slice: one row as it leaves
};

/// The share of one layer that one core computes: some output channels of some output rows.
struct Slice {
  int layer = 0;
  Range channels;
  Range rows;
  int core = 0;              ///< tile
  int window_rows = 1;       ///< output rows whose accumulators exist at the same time, 1 .. rows.size()
  int values_per_word = 0;   ///< of the value words it emits; 0 when it emits none
  int value_word_flits = 0;  ///< the same
  SliceMemory memory;
  std::vector<Destination> destinations;
  std::vector<Source> sources;
};

struct Mapping {
  Target target;
  std::vector<Slice> slices;             ///< in layer order
  std::vector<Destination> image_table;  ///< the host port's destination table: rows of the image, signal Values
  int image_values_per_word = 1;
  int image_word_flits = 1;
  int host_tile = 0;  ///< router to whose edge the host port is attached
};

}  // namespace spikeloom
