// SPDX-License-Identifier: Apache-2.0
#pragma once
// One slice as its core holds it: parameters, a window of accumulators, row progress, credits given and received.
// Arithmetic and timing live in accumulate_datapath, operators and neuron_unit; this is the state they share.

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "chip/packet_layout.hpp"
#include "cores/operators/core_operator.hpp"
#include "cores/row_credits.hpp"
#include "cores/row_progress.hpp"
#include "mapping/plan/channel_parameters.hpp"
#include "mapping/plan/row_grants.hpp"
#include "models/network.hpp"

namespace spikeloom {

/// Whether a slice adds, or takes its rows from a recording. Partial slices always add: nobody
/// records their sums.
enum class Arithmetic : std::uint8_t { Computed, Recorded };

class alignas(64) SliceState {
 public:
  SliceState(const Network& network, const Mapping& mapping, int slice, Arithmetic arithmetic = Arithmetic::Computed);

  const Layer& layer;
  const Slice& slice;
  const int index;              ///< in Mapping::slices
  const int channels;           ///< of the slice
  const int columns;            ///< of the slice
  const int time_steps;         ///< of the network
  const int passes;             ///< of an image through the chip: the time steps with LoopOrder::RowInStep, else 1
  const int row_steps;          ///< steps of a row in a pass: the time steps with LoopOrder::StepInRow, else 1
  const int accumulator_steps;  ///< accumulators per neuron and row: 1 when time is folded
  const int output_steps;       ///< of them, those of what is emitted: 1 for the head
  const bool fires, emits_values;
  const bool computes;  ///< false: there are no accumulators
  const ChannelParameters parameters;

  /// [port]; null where words are stored for a job
  const std::array<AddWord, packet_layout::kMaxPorts> add_word;

  std::vector<RowProgress> ports;
  std::vector<const Destination*> homes;  ///< slices of this core that take the rows without packets

  /// Accumulators of a row at a step: [column of the slice][channel of the slice]. `local_row` counts the rows of the
  /// band over all images and is within the window.
  std::int32_t* accumulators(std::uint64_t local_row, int t);
  std::int32_t* accumulators(std::uint64_t local_row, int t, int column) {
    return accumulators(local_row, t) + static_cast<std::size_t>(column) * wide_;
  }
  /// Of the row that is finished next.
  std::int32_t* membranes(int column) {
    const int row = passes == 1 ? 0 : local_row_;
    return membranes_.data() + static_cast<std::size_t>(row * columns + column) * wide_;
  }
  /// The network's weights of a tap for the slice's first channel: rows of input channels are layer.out.channels apart.
  const std::int8_t* tap_weights(int tap) const {
    const auto row = static_cast<std::size_t>(layer.filter_channels() * layer.out.channels);
    return layer.weights.data() + static_cast<std::size_t>(tap) * row + slice.channels.begin;
  }
  /// Row of the band, counted over all images.
  std::uint64_t band_row(std::uint64_t image, int map_row) const {
    return image * rows_per_image() + static_cast<std::uint64_t>(map_row - slice.rows.begin);
  }

  // The row and step that the neuron unit finishes next.
  std::uint64_t completed_rows() const { return completed_rows_; }
  /// As packets number it: passes of images through the chip.
  std::uint64_t pass() const { return pass_; }
  int image() const { return static_cast<int>(pass_ / static_cast<std::uint64_t>(passes)); }
  /// Of the image.
  int time_step() const { return passes == 1 ? step_ : static_cast<int>(pass_ % static_cast<std::uint64_t>(passes)); }
  /// Of what is emitted: a layer that sums over time has one.
  int output_step() const { return sums_passes_ ? 0 : time_step(); }
  /// The accumulators live over the passes of an image (the head), and the row goes out in the last alone.
  bool keeps_sums() const { return sums_passes_ && time_step() + 1 < passes; }
  int local_row() const { return local_row_; }
  int map_row() const { return slice.rows.begin + local_row_; }
  int step() const { return step_; }  ///< of the row in this pass
  std::uint64_t rows_per_image() const { return static_cast<std::uint64_t>(slice.rows.size()); }

  /// All inputs of the next row and step have ended.
  bool inputs_ended() const;
  /// Every destination that wants the next row takes it (asked at step 0: a row is granted with all its steps).
  bool granted() const { return step_ != 0 || credits_.granted(); }
  /// Spends the credits of the next row.
  void spend_credits() { credits_.spend(); }
  void receive_credit(std::uint32_t entry, int rows) { credits_.receive(entry, rows); }

  /// The step is done; after the last step of a row: grant(CreditGrant) for each producer that may send more.
  template <class Grant>
  void finish_step(Grant grant) {
    if (++step_ < output_steps) return;
    grants_.for_each(local_row_, grant);
    complete_row();
  }
  void finish_step() {
    finish_step([](const CreditGrant&) {});
  }

  /// Some input of the next row has ended, or its credits are missing: it is under way.
  bool begun() const;
  /// For the watchdog: what the next row waits for.
  std::string waiting() const;

 private:
  void fill_with_bias(int window_slot);
  void complete_row();

  const bool sums_passes_;                  ///< a layer that sums over time, in passes: accumulators of all rows
  const std::size_t wide_;                  ///< channels, as a size
  std::vector<std::int32_t> accumulators_;  ///< [row modulo slots][accumulator step][column][channel]
  std::vector<std::int32_t> membranes_;     ///< [row if there are passes][column][channel]
  std::uint64_t completed_rows_ = 0, pass_ = 0;
  const int slots_;  ///< rows of accumulators: the window
  int local_row_ = 0, window_slot_ = 0, step_ = 0;
  SendCredits credits_;
  const RowGrants grants_;
};

}  // namespace spikeloom
