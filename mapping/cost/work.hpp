// SPDX-License-Identifier: Apache-2.0
#pragma once
// Expected cycles of a slice for one image, from the cycle table in cores/README.md: what the partition balances and
// mapping/cost/balance reports. Estimates, never used for timing; whole numbers, so that all hosts agree.

#include <vector>

#include "mapping/cost/firing_profile.hpp"
#include "mapping/plan/mapping.hpp"

namespace spikeloom {

/// Cycles in which the units of a core are busy.
struct CoreWork {
  std::int64_t datapath = 0;    ///< passes, words that bring little, tokens and credits
  std::int64_t neuron = 0;      ///< sweeps
  std::int64_t packetizer = 0;  ///< flits into the router: words, row ends, credits
  std::int64_t inbound = 0;     ///< flits out of the router

  CoreWork& operator+=(const CoreWork& o);
  /// Cycles of the busiest unit; datapath and neuron unit count as one when they take turns.
  std::int64_t cycles(const Target& target) const;
};

class WorkModel {
 public:
  WorkModel(const Network& network, const Target& target, const Activity& activity,
            LoopOrder time = LoopOrder::StepInRow);

  /// All time steps; nothing for a load. Tokens, credits and partial sums are counted from the slice's sources and
  /// destinations: a slice that is not connected has none, and is taken to send each of its words once.
  CoreWork work(const Slice& slice) const;
  std::int64_t cycles(const Slice& slice) const { return work(slice).cycles(target_); }
  /// Of the uncut layer.
  std::int64_t layer_cycles(int layer) const;
  /// What the root of `partials` slices adds for their sums.
  std::int64_t partial_cycles(const Slice& root, int partials) const;

  /// Flits of these words, and of the ends of so many rows, of a layer or the image: each sent once.
  std::int64_t word_flits(int layer, Signal signal, const Source& part) const;
  std::int64_t row_end_flits(int layer, int rows) const;

  const Target& target() const { return target_; }
  const FixedActivity& activity() const { return activity_; }

 private:
  class OperatorWork;
  struct Taps {
    std::vector<std::int64_t> rows, columns;  ///< pairs of (output line, valid tap) before a line
  };

  const Layer& layer(int index) const { return network_.layers[static_cast<std::size_t>(index)]; }
  std::int64_t input_cycles(const Slice& slice) const;
  std::int64_t value_words(int source, std::int64_t positions, int channels) const;
  std::int64_t token_cycles(const Slice& slice) const;
  std::int64_t neuron_cycles(const Slice& slice) const;
  std::int64_t sent_flits(const Slice& slice) const;
  std::int64_t received_flits(const Slice& slice) const;
  int value_bits(int source) const;
  int steps_of(int source) const;

  const Network& network_;
  Target target_;
  FixedActivity activity_;
  LoopOrder time_;
  std::vector<Taps> taps_;  ///< [layer]
};

}  // namespace spikeloom
