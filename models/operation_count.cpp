// SPDX-License-Identifier: Apache-2.0
#include "models/operation_count.hpp"

#include "models/network_size.hpp"

namespace spikeloom {
namespace {

constexpr std::uint64_t kRepConvTaps = 9;

std::uint64_t count(int n) { return static_cast<std::uint64_t>(n); }

LayerOperations same(std::uint64_t as_simulated, std::uint64_t others) {
  return {as_simulated, others, others, others};
}

/// A RepConv keeps size and channels; `layer` is the whole of it, or its first 1x1.
LayerOperations rep_conv(const Layer& layer) {
  const std::uint64_t channels = count(layer.in.channels), positions = count(layer.out.positions());
  const std::uint64_t fused = kRepConvTaps * channels * channels * positions;
  return {multiply_accumulates(layer), (2 * channels * channels + kRepConvTaps * channels) * positions, fused, fused};
}

/// The depth-wise convolution of a SepConv and the 1x1 behind it: `in` channels of spikes to `out`.
LayerOperations sep_conv(const Layer& layer, int taps, int out_channels) {
  const std::uint64_t in = count(layer.in.channels), positions = count(layer.out.positions());
  const std::uint64_t apart = (count(taps) * in + in * count(out_channels)) * positions;
  return {multiply_accumulates(layer), apart, apart, count(taps) * in * count(out_channels) * positions};
}

/// Output channels of the 1x1 behind a depth-wise convolution; of the layer itself when it computes both.
int sep_conv_channels(const Network& network, std::size_t index) {
  for (const Layer& layer : network.layers)
    if (layer.composite == Composite::SepConvTail && layer.inputs.front().source == static_cast<int>(index))
      return layer.out.channels;
  return network.layers[index].out.channels;
}

}  // namespace

LayerOperations layer_operations(const Network& network, std::size_t index) {
  const Layer& layer = network.layers[index];
  switch (layer.composite) {
    case Composite::RepConv:
      return rep_conv(layer);
    case Composite::SepConv:
      return sep_conv(layer, layer.kernel.taps(), sep_conv_channels(network, index));
    case Composite::RepConvTail:
    case Composite::SepConvTail:
      return same(multiply_accumulates(layer), 0);
    case Composite::None:
      break;
  }
  return same(multiply_accumulates(layer), multiply_accumulates(layer));
}

}  // namespace spikeloom
