// SPDX-License-Identifier: Apache-2.0
#include "models/network_check.hpp"

#include <string>

namespace spikeloom {

namespace {

std::string shape_text(const MapShape& s) {
  return std::to_string(s.channels) + " x " + std::to_string(s.height) + " x " + std::to_string(s.width);
}

const MapShape& source_shape(const Network& network, const LayerInput& input) {
  return input.source == kImageSource ? network.input.shape : network.layers[input.source].out;
}

std::vector<Role> needed_roles(const Layer& layer) {
  if (layer.op == Operator::Attention) return {Role::Query, Role::Key, Role::Value};
  if (layer.inputs.size() == 2) return {Role::Main, Role::Residual};
  return {Role::Main};
}

void check_signal(const Network& network, const LayerInput& in, const JsonReader& reader) {
  const bool spikes = in.signal == Signal::Spikes;
  if (in.source == kImageSource ? spikes
                                : !(spikes ? network.layers[in.source].fires : network.layers[in.source].emits_values))
    reader.fail("inputs", "the source does not emit what is read from it");
  const bool attention = in.role == Role::Query || in.role == Role::Key || in.role == Role::Value;
  if ((attention && !spikes) || (in.role == Role::Residual && spikes))
    reader.fail("inputs", "a residual carries values; query, key and value carry spikes");
}

void check_inputs(const Network& network, const Layer& layer, const JsonReader& reader) {
  const std::vector<Role> roles = needed_roles(layer);
  if (layer.inputs.size() != roles.size()) reader.fail("inputs", "must be main [, residual], or query, key, value");
  for (std::size_t i = 0; i < roles.size(); ++i) {
    const LayerInput& in = layer.inputs[i];
    if (in.role != roles[i]) reader.fail("inputs", "must be main [, residual], or query, key, value, in this order");
    check_signal(network, in, reader);
    const MapShape& needed = in.role == Role::Residual ? layer.out : layer.in;
    if (!(source_shape(network, in) == needed))
      reader.fail("inputs",
                  "a source has " + shape_text(source_shape(network, in)) + ", needed is " + shape_text(needed));
  }
}

MapShape shape_after(const Layer& layer) {
  const Kernel& k = layer.kernel;
  const auto size = [&k](int in, int taps) { return (in + 2 * k.padding - taps) / k.stride + 1; };
  if (layer.op == Operator::SpatialSum) return {layer.in.channels, 1, 1};
  if (layer.op == Operator::Attention) return layer.in;
  const int channels = layer.op == Operator::DepthwiseConv ? layer.in.channels : layer.out.channels;
  return {channels, size(layer.in.height, k.height), size(layer.in.width, k.width)};
}

void check_shapes(const Layer& layer, const JsonReader& reader) {
  const Kernel& k = layer.kernel;
  if (k.height > layer.in.height + 2 * k.padding || k.width > layer.in.width + 2 * k.padding)
    reader.fail("kernel", "is larger than the padded map");
  if (!(layer.out == shape_after(layer)))
    reader.fail("out", "is " + shape_text(layer.out) + ", the operator makes " + shape_text(shape_after(layer)));
  if (layer.out.channels % layer.heads != 0) reader.fail("heads", "must divide the channels");
  std::size_t weights = layer.has_weights() ? static_cast<std::size_t>(k.taps()) * layer.out.channels : 0;
  if (layer.op == Operator::Conv) weights *= layer.in.channels;
  if (layer.weights.size() != weights)
    reader.fail("weights_bytes",
                "is " + std::to_string(layer.weights.size()) + ", the shapes need " + std::to_string(weights));
}

void check_channels(const Layer& layer, const JsonReader& reader) {
  const std::size_t channels = layer.out.channels;
  require_count(reader, "weight_shift", layer.weight_shift, channels);
  require_count(reader, "output_shift", layer.output_shift, channels);
  require_count(reader, "bias", layer.bias, channels);
  require_count(reader, "threshold", layer.threshold, layer.fires ? channels : 0);
}

}  // namespace

void check_layer(const Network& network, const Layer& layer, const JsonReader& reader) {
  if (layer.inputs.empty()) reader.fail("inputs", "must not be empty");
  check_inputs(network, layer, reader);
  check_shapes(layer, reader);
  check_channels(layer, reader);
}

void check_network(const Network& network, const JsonReader& reader) {
  if (network.layers.empty()) reader.fail("layers", "must not be empty");
  const Layer& head = network.layers.back();
  if (head.out.positions() != 1 || !head.emits_values)
    reader.fail("layers", "the last must emit values on a 1 x 1 map");
  require_count(reader, "class_names", network.class_names, head.out.channels);
  const int limit = 1 << (network.weight_bits - 1);
  for (const Layer& layer : network.layers)
    for (const std::int8_t w : layer.weights)
      if (w < -limit || w >= limit)
        reader.fail("weight_bits", "layer " + layer.name + " has a weight of more bits: " + std::to_string(w));
}

}  // namespace spikeloom
