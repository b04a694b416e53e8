// SPDX-License-Identifier: Apache-2.0
#pragma once
// Where the network lives on the chip: slices, their cores, windows and destination tables; all that a chip needs to
// be loaded. Made by mapping/search/mapper, checked by mapping/check/check, written by mapping/plan/mapping_file.

#include <cstdint>
#include <vector>

#include "chip/target.hpp"
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

/// Consumers below kHostSlice: what DRAM keeps for later passes (Mapping::stores).
constexpr int store_slice(int store) { return -2 - store; }
constexpr int store_of(int slice) { return -2 - slice; }
/// A consumer at the edge of the mesh, the host or a store: it takes every row without credits.
constexpr bool is_edge_consumer(int slice) { return slice < 0; }
constexpr int kNoRoot = -1;  ///< Slice::root of a slice that finishes its neurons itself

/// Port on which a slice takes the partial sums of others (role Partial): behind the ports of the layer's inputs.
inline int partial_port(const Layer& layer) { return static_cast<int>(layer.inputs.size()); }

/// One entry of a slice's destination table: a consumer of what the slice emits.
struct Destination {
  int slice = kHostSlice;  ///< index in Mapping::slices, or kHostSlice
  int port = 0;            ///< index in the consumer layer's `inputs`
  Signal signal = Signal::Spikes;
  Range rows;            ///< rows of the producing layer's map that are sent, within the producer's rows
  Range channels;        ///< channels that are sent, within the producer's channels
  int initial_rows = 0;  ///< rows (all time steps of each) that may be sent before the first credit
  Range columns{};       ///< columns of these rows that are sent, within the producer's columns
  bool home = false;     ///< handed over inside the core: no packets, credits kept there (Residual::Home)
};

/// The same connection seen by the consumer.
struct Source {
  int slice = kHostSlice;
  int port = 0;
  Range rows;
  Range channels;
  Range columns{};
};

/// How the time steps of an image go through the chip.
enum class LoopOrder : std::uint8_t {
  StepInRow,  ///< all steps of a row, then the next row
  RowInStep   ///< all rows of a step, then the next step: to rows and credits each step is an image of one step
};

/// How residuals and partial sums come to a slice of the same channels, rows and columns on the same core.
enum class Residual : std::uint8_t { Noc, Home };

/// Bytes of SRAM that a slice occupies in its core.
struct SliceMemory {
  std::int64_t weights = 0;       ///< weight SRAM: weights and per-channel parameters
  std::int64_t accumulators = 0;  ///< accumulator SRAM: window of accumulators, one row of membranes, attention state
  std::int64_t row_buffer = 0;    ///< accumulator SRAM, once per core at its largest slice: one row as it leaves
};

/// The share of one layer that one core computes: some output channels of some output positions, from all or some of
/// the input channels.
///
/// When a layer's input channels are split, one slice of each group (same channels, rows and columns) is the root: it
/// has the bias, the residual and the neuron. The others are partial: they add up weight * input over their `inputs`,
/// without shift and bias, and send each finished row as value words to the root's partial_port, which adds
/// (value << weight_shift) to the accumulator of the same position and channel. Their only port is the main input.
struct Slice {
  int layer = 0;
  Range channels;
  Range rows;
  Range columns;             ///< of the output map
  Range inputs;              ///< Conv: channels of the main input whose weights it holds; all of them unless split
  int root = kNoRoot;        ///< index in Mapping::slices of the slice that takes its partial sums
  int core = 0;              ///< tile
  int window_rows = 1;       ///< output rows whose accumulators exist at the same time, 1 .. rows.size()
  int values_per_word = 0;   ///< of the value words it emits; 0 when it emits none
  int value_word_flits = 0;  ///< the same
  SliceMemory memory;
  std::vector<Destination> destinations;
  std::vector<Source> sources;

  bool is_partial() const { return root != kNoRoot; }
};

/// Some channels of a layer's map, kept by the DRAM behind one port from the pass that computes them on.
struct StoredPart {
  int layer = 0;
  Range channels;
  int tile = 0;  ///< of the DRAM port
  bool spikes = false, values = false;
  bool operator==(const StoredPart& o) const {
    return layer == o.layer && channels == o.channels && tile == o.tile && spikes == o.spikes && values == o.values;
  }
};

/// `layers`, or when that is empty all of the network's.
inline Range layers_or_all(const Network& network, Range layers) {
  return layers.empty() ? Range{0, static_cast<int>(network.layers.size())} : layers;
}

/// Where a network, or one pass of it, lives on a chip. A pass is a range of layers that is on the chip at one time;
/// the network's other layers have no slices. What it reads of earlier passes comes from the DRAM ports at the mesh
/// edge: *loads*, slices without sources whose core is tiles() + the tile of the port (its destination number). What
/// later passes read goes there too: destinations whose slice is store_slice(index in `stores`).
struct Mapping {
  Target target;
  LoopOrder time = LoopOrder::StepInRow;
  Residual residual = Residual::Noc;
  Range layers;                          ///< of the pass; empty: the whole network
  std::vector<Slice> slices;             ///< in layer order; partial slices before their root
  std::vector<StoredPart> stores;        ///< what later passes read
  std::vector<Destination> image_table;  ///< the host port's destination table: rows of the image, signal Values
  int image_values_per_word = 1;
  int image_word_flits = 1;
  int host_tile = 0;  ///< router to whose edge the host port is attached

  /// Of an image through the chip: its time steps with LoopOrder::RowInStep, else 1.
  int rounds(const Network& network) const { return time == LoopOrder::RowInStep ? network.time_steps : 1; }
  /// Not computed but read from DRAM.
  bool is_load(const Slice& slice) const { return slice.core >= target.tiles(); }
  /// Destination number of a slice or an edge consumer: the tile, or `tiles` + t for the port at the edge of tile t.
  int place_of(int slice) const {
    if (slice == kHostSlice) return target.tiles() + host_tile;
    if (is_edge_consumer(slice)) return target.tiles() + stores[static_cast<std::size_t>(store_of(slice))].tile;
    return slices[static_cast<std::size_t>(slice)].core;
  }
  /// The layers that are computed.
  Range layers_of(const Network& network) const { return layers_or_all(network, layers); }
};

}  // namespace spikeloom
