// SPDX-License-Identifier: Apache-2.0
#include "cores/operators/attention_unit.hpp"

#include <algorithm>

#include "chip/spike_bits.hpp"
#include "cores/additions.hpp"

namespace spikeloom {
namespace {

std::size_t store_index(Role role) { return static_cast<std::size_t>(role) - static_cast<std::size_t>(Role::Query); }

std::unique_ptr<SliceJobs> make_attention_unit(SliceState& slice, const DatapathShape& shape) {
  return std::make_unique<AttentionUnit>(slice, shape);
}

}  // namespace

CoreOperator attention_on_core() { return {nullptr, nullptr, make_attention_unit}; }

AttentionUnit::AttentionUnit(SliceState& slice, const DatapathShape& shape)
    : slice_(slice),
      shape_(shape),
      heads_(slice.channels / slice.layer.head_channels()),
      head_channels_(slice.layer.head_channels()),
      height_(slice.layer.out.height),
      width_(slice.layer.out.width),
      words_((static_cast<std::size_t>(slice.channels) + 63) / 64),
      v_numbers_(static_cast<std::size_t>(head_channels_)),
      kv_rows_(static_cast<std::size_t>(slice.row_steps), 0) {
  for (const Role role : {Role::Query, Role::Key, Role::Value})
    ports_[store_index(role)] = static_cast<std::size_t>(slice.layer.input_index(role));
  const auto steps = static_cast<std::size_t>(slice.row_steps);
  for (Words& words : stored_) words.assign(steps * static_cast<std::size_t>(height_ * width_) * words_, 0);
  if (slice.computes) kv_.assign(steps * static_cast<std::size_t>(heads_ * head_channels_ * head_channels_), 0);
}

std::uint64_t* AttentionUnit::bits(Role role, int t, int token) {
  return stored_[store_index(role)].data() + static_cast<std::size_t>(t * height_ * width_ + token) * words_;
}

std::int32_t* AttentionUnit::kv_row(int t, int head, int i) {
  return kv_.data() + static_cast<std::size_t>(((t * heads_ + head) * head_channels_ + i) * head_channels_);
}

void AttentionUnit::store(const Packet& word, SliceCounts& counts) {
  std::uint64_t* words = bits(slice_.layer.inputs[word.port].role, word.t, word.row * width_ + word.column);
  insert_bits(words, word.channel - slice_.slice.channels.begin, word.bits, word.count);
  counts.actions.add(Action::AccumulatorWrite, shape_.sram_words(static_cast<std::uint64_t>(word.count)));
}

Cycle AttentionUnit::begin_job(SliceCounts& counts) {
  int t = 0;
  if (find_kv_job(t)) return kv_job(t, counts);
  return q_job_ready() ? q_job(counts) : 0;
}

// The earliest (row, step) whose K and V have ended.
bool AttentionUnit::find_kv_job(int& t) const {
  bool found = false;
  for (int step = 0; step < slice_.row_steps; ++step) {
    const std::uint64_t rows = kv_rows_[static_cast<std::size_t>(step)];
    if (std::min(progress(Role::Key).ended(step), progress(Role::Value).ended(step)) <= rows) continue;
    if (found && rows >= kv_rows_[static_cast<std::size_t>(t)]) continue;
    t = step;
    found = true;
  }
  return found;
}

bool AttentionUnit::q_job_ready() const {
  const auto steps = static_cast<std::uint64_t>(slice_.row_steps);
  const int t = static_cast<int>(q_steps_ % steps);
  const std::uint64_t image = q_steps_ / steps / slice_.rows_per_image();
  return kv_rows_[static_cast<std::size_t>(t)] >= (image + 1) * static_cast<std::uint64_t>(height_) &&
         progress(Role::Query).ended_through(image, q_row(), t);
}

// Row of the map that the next Q job works on; a slice may be a band of rows, K and V are always whole maps.
int AttentionUnit::q_row() const {
  const std::uint64_t rows = q_steps_ / static_cast<std::uint64_t>(slice_.row_steps);
  return slice_.slice.rows.begin + static_cast<int>(rows % slice_.rows_per_image());
}

bool AttentionUnit::row_ready() const {
  return finished_q_steps_ > slice_.completed_rows() * static_cast<std::uint64_t>(slice_.row_steps) +
                                 static_cast<std::uint64_t>(slice_.step());
}

Cycle AttentionUnit::kv_job(int t, SliceCounts& counts) {
  const int row = static_cast<int>(kv_rows_[static_cast<std::size_t>(t)]++ % static_cast<std::uint64_t>(height_));
  Cycle cycles = 0;
  for (int x = 0; x < width_; ++x) cycles += kv_token(t, row * width_ + x, counts);
  return cycles;
}

Cycle AttentionUnit::kv_token(int t, int token, SliceCounts& counts) {
  const std::uint64_t* k = bits(Role::Key, t, token);
  const std::uint64_t* v = bits(Role::Value, t, token);
  std::uint64_t rows = 0, additions = 0;
  for (int head = 0; head < heads_; ++head) {
    const auto set = static_cast<std::uint64_t>(count_bits(k, head * head_channels_, head_channels_));
    if (set == 0) continue;
    rows += set;
    additions += set * static_cast<std::uint64_t>(count_bits(v, head * head_channels_, head_channels_));
    if (slice_.computes) add_to_kv(t, head, k, v);
  }
  counts.synaptic_additions += additions;
  counts.actions.add(Action::Add, additions);
  counts.actions.add(Action::AccumulatorRead, 2 * stored_words() + rows * shape_.accumulator_words(head_channels_));
  counts.actions.add(Action::AccumulatorWrite, rows * shape_.accumulator_words(head_channels_));
  return std::max<Cycle>(1, rows * static_cast<std::uint64_t>(shape_.passes(head_channels_)));
}

void AttentionUnit::add_to_kv(int t, int head, const std::uint64_t* k, const std::uint64_t* v) {
  const int first = head * head_channels_;
  std::fill(v_numbers_.begin(), v_numbers_.end(), 0);
  for_each_bit(v, first, head_channels_, [&](int j) { v_numbers_[static_cast<std::size_t>(j)] = 1; });
  for_each_bit(k, first, head_channels_,
               [&](int i) { add_numbers(v_numbers_.data(), head_channels_, kv_row(t, head, i)); });
}

Cycle AttentionUnit::q_job(SliceCounts& counts) {
  const auto steps = static_cast<std::uint64_t>(slice_.row_steps);
  const int row = q_row();
  const int t = static_cast<int>(q_steps_ % steps);
  Cycle cycles = 0;
  for (int x = 0; x < width_; ++x) cycles += q_token(row, x, t, counts);
  ++q_steps_;
  if (row == slice_.slice.rows.end - 1 && t == slice_.row_steps - 1) clear_image();
  return cycles;
}

Cycle AttentionUnit::q_token(int row, int column, int t, SliceCounts& counts) {
  const std::uint64_t* q = bits(Role::Query, t, row * width_ + column);
  const auto rows = static_cast<std::uint64_t>(count_bits(q, 0, slice_.channels));
  if (slice_.computes) {
    std::int32_t* sums = slice_.accumulators(q_steps_ / static_cast<std::uint64_t>(slice_.row_steps), t, column);
    for (int head = 0; head < heads_; ++head, sums += head_channels_)
      for_each_bit(q, head * head_channels_, head_channels_,
                   [&](int i) { add_numbers(kv_row(t, head, i), head_channels_, sums); });
  }
  const std::uint64_t additions = rows * static_cast<std::uint64_t>(head_channels_);
  counts.synaptic_additions += additions;
  counts.actions.add(Action::Add, additions);
  counts.actions.add(Action::AccumulatorRead, stored_words() + 2 * rows * shape_.accumulator_words(head_channels_));
  counts.actions.add(Action::AccumulatorWrite, rows * shape_.accumulator_words(head_channels_));
  return std::max<Cycle>(1, rows * static_cast<std::uint64_t>(shape_.passes(head_channels_)));
}

void AttentionUnit::clear_image() {
  for (Words& words : stored_) std::fill(words.begin(), words.end(), 0);
  std::fill(kv_.begin(), kv_.end(), 0);
}

}  // namespace spikeloom
