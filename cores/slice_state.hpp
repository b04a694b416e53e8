// SPDX-License-Identifier: Apache-2.0
#pragma once
// One slice as its core holds it: weight rows, a window of accumulators, row progress, credits given and received.
// Arithmetic and timing live in accumulate_datapath, attention_unit and neuron_unit; this is the state they share.

#include <cstdint>
#include <string>
#include <vector>

#include "cores/row_progress.hpp"
#include "mapping/mapping.hpp"
#include "models/network.hpp"
#include "sim/machine/core.hpp"

namespace spikeloom {

/// A credit that the slice owes to a producer.
struct CreditGrant {
  int producer = kHostSlice;
  std::uint32_t entry = 0;  ///< of the producer's destination table
  int rows = 0;
};

class SliceState {
 public:
  SliceState(const Network& network, const Mapping& mapping, int slice);

  const Layer& layer;
  const Slice& slice;
  const int index;              ///< in Mapping::slices
  const int channels;           ///< of the slice
  const int columns;            ///< of the output map
  const int time_steps;         ///< of the network
  const int accumulator_steps;  ///< accumulators per neuron and row: 1 when time is folded
  const int output_steps;       ///< time steps of what is emitted: 1 for the head

  std::vector<RowProgress> ports;
  /// Conv: [tap][c_in][channel], DepthwiseConv: [tap][channel]; weights << weight_shift.
  std::vector<std::int32_t> weights;

  std::int32_t* accumulators(std::uint64_t local_row, int t, int column);
  std::int32_t* membranes(int column) { return membranes_.data() + static_cast<std::size_t>(column) * wide_; }
  const std::int32_t* weight_row(int tap, int c_in) const {
    return weights.data() + (static_cast<std::size_t>(tap) * static_cast<std::size_t>(layer.in.channels) +
                             static_cast<std::size_t>(c_in)) *
                                wide_;
  }
  const std::int32_t* depthwise_row(int tap) const { return weights.data() + static_cast<std::size_t>(tap) * wide_; }

  // The row and step that the neuron unit finishes next.
  std::uint64_t completed_rows() const { return completed_rows_; }
  std::uint64_t image() const { return completed_rows_ / rows_per_image(); }
  int local_row() const { return static_cast<int>(completed_rows_ % rows_per_image()); }
  int map_row() const { return slice.rows.begin + local_row(); }
  int step() const { return step_; }
  std::uint64_t rows_per_image() const { return static_cast<std::uint64_t>(slice.rows.size()); }

  /// All inputs of the next row and step have ended.
  bool inputs_ended() const;
  /// Every destination that wants the next row takes it (asked at step 0: a row is granted with all its steps).
  bool granted() const;
  /// Spends the credits of the next row.
  void spend_credits();
  void receive_credit(std::uint32_t entry, int rows) { credits_[entry] += rows; }

  /// The step is done; after the last step of a row: the row's credits for the producers.
  std::vector<CreditGrant> finish_step();

  /// Some input of the next row has ended, or its credits are missing: it is under way.
  bool begun() const;
  /// For the watchdog: what the next row waits for.
  std::string waiting() const;

 private:
  void load_weights();
  void load_ports(const Network& network);
  void load_grants(const Mapping& mapping);
  void fill_with_bias(std::uint64_t local_row);
  std::vector<CreditGrant> grants_of_completed_row() const;

  const std::size_t wide_;                  ///< channels, as a size
  std::vector<std::int32_t> accumulators_;  ///< [row modulo window][accumulator step][column][channel]
  std::vector<std::int32_t> membranes_;     ///< [column][channel]
  std::uint64_t completed_rows_ = 0;
  int step_ = 0;
  std::vector<std::int64_t> credits_;  ///< rows, for each destination
  struct GrantTable {
    int producer;
    std::uint32_t entry;
    std::vector<int> rows_touching_last;  ///< [local output row]: rows of the source that touch it last
  };
  std::vector<GrantTable> grants_;
};

}  // namespace spikeloom
