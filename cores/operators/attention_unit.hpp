// SPDX-License-Identifier: Apache-2.0
#pragma once
// SDSA-3 on the accumulate datapath: Q (K^T V) per head, by additions alone.
//
// Spike words of Q, K and V are only stored when they arrive (one cycle). When a row of K and V has ended at a step, a
// KV job adds, for each set bit i of k, the bits of v to row i of the head's KV matrix. When KV of a step is complete
// and the row of Q has ended, a Q job adds, for each set bit i of q, row i of KV to the token's accumulators: KV
// serves as weights. A job costs set bits x ceil(head channels / lanes), at least one cycle per token.
// The matrices are cleared by their valid bits when the image is done, which costs nothing.

#include <array>

#include "chip/datapath_shape.hpp"
#include "chip/packet.hpp"
#include "cores/slice_state.hpp"
#include "sim/machine/core.hpp"

namespace spikeloom {

class AttentionUnit final : public SliceJobs {
 public:
  AttentionUnit(SliceState& slice, const DatapathShape& shape);

  void store(const Packet& word, SliceCounts& counts) override;
  Cycle begin_job(SliceCounts& counts) override;
  void finish_job() override { finished_q_steps_ = q_steps_; }
  bool row_ready() const override;

 private:
  using Words = std::vector<std::uint64_t>;
  bool find_kv_job(int& t) const;
  bool q_job_ready() const;
  int q_row() const;
  Cycle kv_job(int t, SliceCounts& counts);
  Cycle q_job(SliceCounts& counts);
  Cycle kv_token(int t, int token, SliceCounts& counts);
  Cycle q_token(int row, int column, int t, SliceCounts& counts);
  void add_to_kv(int t, int head, const std::uint64_t* k, const std::uint64_t* v);
  void clear_image();

  std::uint64_t* bits(Role role, int t, int token);
  std::int32_t* kv_row(int t, int head, int i);
  const RowProgress& progress(Role role) const {
    return slice_.ports[ports_[static_cast<std::size_t>(role) - static_cast<std::size_t>(Role::Query)]];
  }

  /// SRAM words that hold the bits of one token of Q, K or V.
  std::uint64_t stored_words() const { return shape_.sram_words(static_cast<std::uint64_t>(slice_.channels)); }

  SliceState& slice_;
  const DatapathShape shape_;
  const int heads_, head_channels_, height_, width_;
  const std::size_t words_;              ///< of 64 channels per token
  std::array<std::size_t, 3> ports_;     ///< of Q, K, V
  std::array<Words, 3> stored_;          ///< Q, K, V: [t][token][word]
  std::vector<std::int32_t> kv_;         ///< [t][head][i][j]; empty unless the slice computes
  std::vector<std::int32_t> v_numbers_;  ///< the bits of one head of a token, as numbers
  std::vector<std::uint64_t> kv_rows_;   ///< [t]: rows of K and V that went into KV, over all images
  std::uint64_t q_steps_ = 0;            ///< (row, t) pairs begun, over all images
  std::uint64_t finished_q_steps_ = 0;
};

}  // namespace spikeloom
