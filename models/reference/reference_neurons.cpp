// SPDX-License-Identifier: Apache-2.0
// Weights arrive here added up unshifted: the shifts are per output channel, and (w1 + w2) << s is (w1 << s) + (w2 <<
// s).
#include "models/reference/reference_neurons.hpp"

#include <algorithm>
#include <cstring>
#include <limits>

#include "base/vector_clones.hpp"
#include "models/fixed_point.hpp"
#include "models/neuron.hpp"

namespace spikeloom {
namespace {

/// Widened to 32 bits; a layer without weights or neurons may leave its numbers out.
template <class T>
std::vector<std::int32_t> padded(const std::vector<T>& source, int channels, std::int32_t filler) {
  std::vector<std::int32_t> result(static_cast<std::size_t>(block_count(channels)) * kBlock, filler);
  std::copy(source.begin(), source.end(), result.begin());
  return result;
}

struct Shifts {
  const std::int32_t* bias;
  const std::int32_t* weight;
  const std::int32_t* output;
};

SPIKELOOM_VECTOR_CLONES void settle_block(const Shifts& s, const std::int32_t* sums, const std::int32_t* residual,
                                          std::int32_t* x) {
  for (int c = 0; c < kBlock; ++c) {
    const std::int32_t start = shifted_add(s.bias[c], residual[c], s.output[c]);
    x[c] = round_shift_right(shifted_add(start, sums[c], s.weight[c]), s.output[c]);
  }
}

// Without __restrict a byte might be part of a number, and with both members of one LifResult in use g++ 12 keeps them
// in one register: either way nothing would be vectorised.
SPIKELOOM_VECTOR_CLONES void fire_block(int fraction_bits, const std::int32_t* x, const std::int32_t* threshold,
                                        std::int32_t* membrane, std::uint8_t* __restrict spikes) {
  for (int c = 0; c < kBlock; ++c) {
    const std::int32_t before = membrane[c], input = shift_left(x[c], fraction_bits);
    membrane[c] = lif_step(before, input, threshold[c]).membrane;
    spikes[c] = lif_step(before, input, threshold[c]).spike ? 1 : 0;
  }
}

/// Eight bytes of 0 or 1 become eight bits: the product brings byte i to bit 56 + i, and nothing else there.
std::uint64_t packed(const std::uint8_t* spikes) {
  std::uint64_t word = 0;
  for (int i = 0; i < kBlock; i += 8) {
    std::uint64_t bytes = 0;
    for (int j = 0; j < 8; ++j) bytes |= static_cast<std::uint64_t>(spikes[i + j]) << (8 * j);
    word |= (bytes * 0x0102040810204080ULL) >> 56 << i;
  }
  return word;
}

}  // namespace

ChannelNumbers::ChannelNumbers(const Layer& layer)
    : bias_(padded(layer.bias, layer.out.channels, 0)),
      weight_shift_(padded(layer.weight_shift, layer.out.channels, 0)),
      output_shift_(padded(layer.output_shift, layer.out.channels, 0)),
      threshold_(padded(layer.threshold, layer.out.channels, std::numeric_limits<std::int32_t>::max())) {}

void ChannelNumbers::settle(int block, const std::int32_t* sums, const std::int32_t* residual, std::int32_t* x) const {
  const int first = block * kBlock;
  settle_block({bias_.data() + first, weight_shift_.data() + first, output_shift_.data() + first}, sums, residual, x);
}

std::uint64_t ChannelNumbers::fire(int block, int fraction_bits, const std::int32_t* x, std::int32_t* membrane) const {
  std::uint8_t spikes[kBlock];
  fire_block(fraction_bits, x, threshold_.data() + block * kBlock, membrane, spikes);
  return packed(spikes);
}

}  // namespace spikeloom
