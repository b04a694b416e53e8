// SPDX-License-Identifier: Apache-2.0
#include "sim/run/reference_check.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace spikeloom {
namespace {

// 64 bits of a map's words from channel `first` on.
std::uint64_t word_from(const std::uint64_t* words, int total_words, int first) {
  const int word = first / 64, shift = first % 64;
  std::uint64_t bits = words[word] >> shift;
  if (shift != 0 && word + 1 < total_words) bits |= words[word + 1] << (64 - shift);
  return bits;
}

std::uint64_t low_bits(int count) { return count >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1; }

}  // namespace

void ReferenceCheck::on_row(const RowEvent& event) {
  const Slice& slice = mapping_.slices[static_cast<std::size_t>(event.slice)];
  if (slice.is_partial()) return;
  const LayerActivity& expected = expected_.activity(event.image, slice.layer);
  if (event.spikes != nullptr) compare_spikes(event, expected);
  if (event.values != nullptr) compare_values(event, expected);
}

void ReferenceCheck::compare_spikes(const RowEvent& event, const LayerActivity& expected) {
  const Slice& slice = mapping_.slices[static_cast<std::size_t>(event.slice)];
  for (int x = 0; x < event.columns; ++x) {
    const std::uint64_t* want = expected.spikes.at(event.t, event.row, event.first_column + x);
    const std::uint64_t* got = event.spikes + x * event.words_per_column;
    for (int first = 0; first < slice.channels.size(); first += 64) {
      const std::uint64_t mask = low_bits(slice.channels.size() - first);
      const std::uint64_t wanted = word_from(want, expected.spikes.words(), slice.channels.begin + first) & mask;
      const std::uint64_t difference = wanted ^ got[first / 64];
      ++result_.compared_words;
      if (difference == 0) continue;
      const int c = __builtin_ctzll(difference);
      mismatch(event, event.first_column + x, slice.channels.begin + first + c,
               (wanted >> c & 1U) != 0 ? "expected a spike, got none" : "expected no spike, got one");
    }
  }
}

void ReferenceCheck::compare_values(const RowEvent& event, const LayerActivity& expected) {
  const Slice& slice = mapping_.slices[static_cast<std::size_t>(event.slice)];
  const int wide = slice.channels.size();
  for (int x = 0; x < event.columns; ++x) {
    const std::int32_t* want = expected.values.at(event.t, event.row, event.first_column + x) + slice.channels.begin;
    const std::int32_t* got = event.values + x * wide;
    result_.compared_words += static_cast<std::uint64_t>(wide);
    const auto [w, g] = std::mismatch(want, want + wide, got);
    if (w != want + wide)
      mismatch(event, event.first_column + x, slice.channels.begin + static_cast<int>(w - want),
               "expected value " + std::to_string(*w) + ", got " + std::to_string(*g));
  }
}

void ReferenceCheck::mismatch(const RowEvent& event, int column, int channel, const std::string& what) {
  ++result_.mismatches;
  const Slice& slice = mapping_.slices[static_cast<std::size_t>(event.slice)];
  throw RunError("mismatch with the reference: layer " + network_.layers[static_cast<std::size_t>(slice.layer)].name +
                 " image " + std::to_string(event.image) + " row " + std::to_string(event.row) + " column " +
                 std::to_string(column) + " t " + std::to_string(event.t) + " channel " + std::to_string(channel) +
                 " core (" + std::to_string(slice.core % mapping_.target.columns) + "," +
                 std::to_string(slice.core / mapping_.target.columns) + ") cycle " + std::to_string(event.end_cycle) +
                 ": " + what);
}

}  // namespace spikeloom
