// SPDX-License-Identifier: Apache-2.0
#include "report/network_text.hpp"

#include "base/text_table.hpp"
#include "base/units.hpp"
#include "models/layer_names.hpp"
#include "models/network_size.hpp"
#include "models/operators/operator_model.hpp"

namespace spikeloom {
namespace {

constexpr int kAnyWidth = 1000;  ///< names are not cut: a terminal may wrap

std::string shape_text(const MapShape& shape) {
  return std::to_string(shape.channels) + "x" + std::to_string(shape.height) + "x" + std::to_string(shape.width);
}

std::string emits_text(const Layer& layer) {
  if (layer.fires && layer.emits_values) return "spikes, values";
  return layer.fires ? "spikes" : "values";
}

std::string macs_text(const Layer& layer) {
  const std::uint64_t macs = multiply_accumulates(layer);
  return macs == 0 ? "-" : short_count(static_cast<double>(macs));
}

std::string bits_text(int bits) { return bits == 0 ? "-" : std::to_string(bits); }

}  // namespace

std::string network_totals(const Network& network) {
  std::uint64_t weights = 0, neurons = 0, macs = 0;
  for (const Layer& layer : network.layers) {
    weights += layer.weights.size();
    macs += multiply_accumulates(layer);
    neurons += layer.fires ? static_cast<std::uint64_t>(layer.out.neurons()) : 0;
  }
  return grouped(network.layers.size()) + " layers, " + grouped(weights) + " weights of " +
         std::to_string(network.weight_bits) + " bits, " + grouped(neurons) + " neurons, " +
         short_count(static_cast<double>(macs)) + " MACs a time step, " + std::to_string(network.time_steps) +
         (network.time_steps == 1 ? " time step" : " time steps");
}

std::string network_table(const Network& network) {
  constexpr auto kLeft = TextTable::Align::Left, kRight = TextTable::Align::Right;
  TextTable table(kAnyWidth, {kLeft, kLeft, kRight, kRight, kLeft, kRight, kRight, kRight, kRight, kRight, kLeft});
  table.add(
      {"layer", "operator", "in", "out", "kernel", "weights", "MACs", "value", "accumulator", "membrane", "emits"});
  table.add({"", "", "CxHxW", "CxHxW", "", "", "a step", "bits", "bits", "bits", ""});
  for (const Layer& layer : network.layers)
    table.add({layer.name, to_string(layer.op), shape_text(layer.in), shape_text(layer.out),
               operator_model(layer.op).parameter_text(layer),
               layer.has_weights() ? grouped(layer.weights.size()) : "-", macs_text(layer),
               bits_text(layer.bounds.value_bits), bits_text(layer.bounds.accumulator_bits),
               bits_text(layer.bounds.membrane_bits), emits_text(layer)});
  return network.architecture + ", input " + shape_text(network.input.shape) + ", " +
         std::to_string(network.classes()) + " classes\n\n" + table.text() + "\n" + network_totals(network) + "\n";
}

}  // namespace spikeloom
