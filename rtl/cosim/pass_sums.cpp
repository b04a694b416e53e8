// SPDX-License-Identifier: Apache-2.0
#include "rtl/cosim/pass_sums.hpp"

namespace spikeloom {

void PassSums::append(const std::vector<std::int32_t>& bias, int positions) {
  for (int i = 0; i < positions; ++i) sums_.insert(sums_.end(), bias.begin(), bias.end());
}

int PassSums::address(const PassSlice& slice, std::uint64_t image, int row, int step, int column) {
  const std::uint64_t global = image * slice.rows() + static_cast<std::uint64_t>(row - slice.slice->rows.begin);
  const std::uint64_t completed = slice.images * slice.rows() + static_cast<std::uint64_t>(slice.local_row);
  const int slot = (slice.window_slot + static_cast<int>(global - completed)) % slice.slice->window_rows;
  const int line = slot * slice.steps + (slice.steps == 1 ? 0 : step);
  return slice.base + (line * slice.columns + column) * slice.channels;
}

std::vector<PassSums::Tap> PassSums::taps_of(const PassSlice& slice, const Packet& word) {
  const WordTaps taps = word_taps(*slice.layer, *slice.slice, word.row, word.column);
  std::vector<Tap> all;
  for (int i = 0; i < taps.y.count; ++i)
    for (int j = 0; j < taps.x.count; ++j)
      all.push_back(
          {(taps.y.tap - i * taps.stride) * taps.kernel_width + taps.x.tap - j * taps.stride,
           address(slice, word.image, taps.y.output + i, word.t, taps.x.output + j - slice.slice->columns.begin)});
  return all;
}

}  // namespace spikeloom
