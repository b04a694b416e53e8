// SPDX-License-Identifier: Apache-2.0
#include "models/operation_count.hpp"

#include <string>

#include "models/network_size.hpp"

namespace spikeloom {
namespace {

constexpr std::uint64_t kRepConvTaps = 9;

std::uint64_t count(int n) { return static_cast<std::uint64_t>(n); }

bool ends_with(const std::string& text, const std::string& end) {
  return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

bool contains(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

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

/// Layer names are those of the state dict, whichever form the operators have (import/layer_plan.cpp).
LayerOperations of_meta_spike_former(const Network& network, std::size_t index) {
  const Layer& layer = network.layers[index];
  if (contains(layer.name, ".attn.")) {
    const bool behind = contains(layer.name, ".0.body.") && !ends_with(layer.name, ".0.body.0");
    return behind ? same(multiply_accumulates(layer), 0) : rep_conv(layer);
  }
  if (ends_with(layer.name, ".Conv.dwconv"))  // pwconv2 follows
    return sep_conv(layer, layer.kernel.taps(), network.layers[index + 1].out.channels);
  if (ends_with(layer.name, ".Conv.pwconv2"))
    return layer.kernel.taps() == 1 ? same(multiply_accumulates(layer), 0)
                                    : sep_conv(layer, layer.kernel.taps(), layer.out.channels);
  return same(multiply_accumulates(layer), multiply_accumulates(layer));
}

}  // namespace

LayerOperations layer_operations(const Network& network, std::size_t layer) {
  if (network.architecture == "metaspikeformer") return of_meta_spike_former(network, layer);
  const std::uint64_t macs = multiply_accumulates(network.layers[layer]);
  return same(macs, macs);
}

}  // namespace spikeloom
