// SPDX-License-Identifier: Apache-2.0
#include "models/operators/slice_work.hpp"

#include <algorithm>

namespace spikeloom {

std::int64_t SliceWork::channel_word_beats() const {
  const LayerInput& main = layer.inputs.front();
  const std::int64_t words = pairs() * input_steps;
  if (main.signal == Signal::Values || addressed) return additions(main, words * channels);
  std::int64_t sum = 0;
  const int end = first_channel + channels;
  for (int first = first_channel / word_channels * word_channels; first < end; first += word_channels) {
    const int taken = std::min(first + word_channels, end) - std::max(first, first_channel);
    sum += sent_words(main, words, taken) * beats(taken);
  }
  return sum;
}

}  // namespace spikeloom
