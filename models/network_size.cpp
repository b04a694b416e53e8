// SPDX-License-Identifier: Apache-2.0
#include "models/network_size.hpp"

namespace spikeloom {

std::uint64_t weight_count(const Layer& layer) {
  if (!layer.has_weights()) return 0;
  const std::uint64_t per_input = static_cast<std::uint64_t>(layer.kernel.taps()) * layer.out.channels;
  return layer.op == Operator::Conv ? per_input * layer.in.channels : per_input;
}

std::uint64_t multiply_accumulates(const Layer& layer) {
  const std::uint64_t positions = layer.out.positions();
  if (layer.op == Operator::Attention) return 2 * positions * layer.out.channels * layer.head_channels();
  return positions * weight_count(layer);
}

}  // namespace spikeloom
