// SPDX-License-Identifier: Apache-2.0
#include "models/network_check.hpp"

#include <string>

#include "models/layer_names.hpp"
#include "models/network_size.hpp"
#include "models/operators/operator_model.hpp"

namespace spikeloom {

namespace {

std::string shape_text(const MapShape& s) {
  return std::to_string(s.channels) + " x " + std::to_string(s.height) + " x " + std::to_string(s.width);
}

const MapShape& source_shape(const Network& network, const LayerInput& input) {
  return input.source == kImageSource ? network.input.shape : network.layers[input.source].out;
}

std::string carried_text(const Operand& operand) {
  return operand.spikes ? (operand.values ? "spikes or values" : "spikes") : "values";
}

/// "main [, residual]"
std::string operands_text(const std::vector<Operand>& operands) {
  std::string text;
  for (const Operand& operand : operands) {
    const std::string item = (text.empty() ? "" : ", ") + to_string(operand.role);
    text += operand.optional ? " [" + item + "]" : item;
  }
  return text;
}

void check_signal(const Network& network, const Layer& layer, const LayerInput& in, const Operand& operand,
                  const JsonReader& reader) {
  const bool spikes = in.signal == Signal::Spikes;
  if (!(spikes ? operand.spikes : operand.values))
    reader.fail("inputs", "of operator " + to_string(layer.op) + ": " + to_string(in.role) + " must carry " +
                              carried_text(operand));
  if (in.source == kImageSource ? spikes
                                : !(spikes ? network.layers[in.source].fires : network.layers[in.source].emits_values))
    reader.fail("inputs", "the source does not emit what is read from it");
}

bool takes(const std::vector<Operand>& operands, const std::vector<LayerInput>& inputs) {
  if (inputs.size() > operands.size()) return false;
  for (std::size_t i = 0; i < operands.size(); ++i)
    if (i < inputs.size() ? inputs[i].role != operands[i].role : !operands[i].optional) return false;
  return true;
}

void check_inputs(const Network& network, const Layer& layer, const JsonReader& reader) {
  const std::vector<Operand> operands = operator_model(layer.op).operands();
  if (!takes(operands, layer.inputs))
    reader.fail("inputs",
                "of operator " + to_string(layer.op) + " must be " + operands_text(operands) + ", in this order");
  for (std::size_t i = 0; i < layer.inputs.size(); ++i) {
    const LayerInput& in = layer.inputs[i];
    check_signal(network, layer, in, operands[i], reader);
    const MapShape& needed = in.role == Role::Residual ? layer.out : layer.in;
    if (!(source_shape(network, in) == needed))
      reader.fail("inputs",
                  "a source has " + shape_text(source_shape(network, in)) + ", needed is " + shape_text(needed));
  }
}

void check_shapes(const Layer& layer, const JsonReader& reader) {
  const Kernel& k = layer.kernel;
  if (k.height > layer.in.height + 2 * k.padding || k.width > layer.in.width + 2 * k.padding)
    reader.fail("kernel", "is larger than the padded map");
  const OperatorModel& model = operator_model(layer.op);
  const MapShape made = model.output_shape(layer);
  if (!(layer.out == made))
    reader.fail("out", "is " + shape_text(layer.out) + ", the operator makes " + shape_text(made));
  if (layer.out.channels % layer.heads != 0) reader.fail("heads", "must divide the channels");
  const std::string broken_rule = model.broken_rule(layer);
  if (!broken_rule.empty()) reader.fail("kernel", broken_rule);
  const std::uint64_t weights = weight_count(layer);
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
