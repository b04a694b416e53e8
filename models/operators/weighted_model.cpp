// SPDX-License-Identifier: Apache-2.0
#include "models/operators/weighted_model.hpp"

namespace spikeloom {

// The weights' rows are visited in the order in which they are stored.
Intervals WeightedModel::sums(const Layer& layer, const std::vector<Intervals>& inputs, int time_steps) const {
  const Intervals& in = inputs.front();
  const bool mixes = traits().mixes_channels;
  const std::size_t channels = static_cast<std::size_t>(layer.out.channels);
  const std::size_t in_channels = static_cast<std::size_t>(layer.in.channels);
  Intervals sums(channels);
  for (std::size_t at = 0; at < layer.weights.size(); at += channels)
    for (std::size_t o = 0; o < channels; ++o)
      sums[o] = sums[o] + in[mixes ? at / channels % in_channels : o] * layer.weights[at + o];
  const int steps = layer.accumulates_over_time ? time_steps : 1;
  for (std::size_t o = 0; o < channels; ++o) sums[o] = (sums[o] << layer.weight_shift[o]) * steps;
  return sums;
}

}  // namespace spikeloom
