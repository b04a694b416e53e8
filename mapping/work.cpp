// SPDX-License-Identifier: Apache-2.0
#include "mapping/work.hpp"

#include <algorithm>

#include "mapping/connections.hpp"
#include "mapping/memory.hpp"
#include "models/error.hpp"
#include "models/fixed_point.hpp"

namespace spikeloom {
namespace {

constexpr double kDigitsPerBit = 1.0 / 3.0;  ///< non-zero digits of a canonical signed digit number, on average

/// Pairs of (output line in `outputs`, tap) whose input line lies inside the map: one axis of a convolution's work.
double valid_pairs(Range outputs, int taps, const Kernel& kernel, int input_lines) {
  double pairs = 0;
  for (int out = outputs.begin; out < outputs.end; ++out)
    for (int tap = 0; tap < taps; ++tap) {
      const int in = out * kernel.stride - kernel.padding + tap;
      if (in >= 0 && in < input_lines) pairs += 1;
    }
  return pairs;
}

double map_pairs(const Layer& layer, Range rows) {
  return valid_pairs(rows, layer.kernel.height, layer.kernel, layer.in.height) *
         valid_pairs({0, layer.out.width}, layer.kernel.width, layer.kernel, layer.in.width);
}

}  // namespace

double firing_rate(const std::vector<double>& rates, int layer) {
  return rates.empty() || layer < 0 ? kDefaultFiringRate : rates[static_cast<std::size_t>(layer)];
}

int image_value_bits(const InputFormat& input) {
  if (input.pixel_offset.empty()) return signed_bits(0, 255);
  const auto [low, high] = std::minmax_element(input.pixel_offset.begin(), input.pixel_offset.end());
  return signed_bits(std::min(0, -*high), 255 - *low);
}

WorkModel::WorkModel(const Network& network, const Target& target, std::vector<double> firing_rates)
    : network_(network), target_(target), rates_(std::move(firing_rates)) {
  if (!rates_.empty() && rates_.size() != network.layers.size())
    throw InputError("firing rates: " + std::to_string(rates_.size()) + " given for " +
                     std::to_string(network.layers.size()) + " layers");
  for (const double rate : rates_)
    if (!(rate >= 0 && rate <= 1)) throw InputError("firing rates: " + std::to_string(rate) + " is not within 0 to 1");
}

double WorkModel::cycles(int index, Range channels, Range rows) const {
  const Layer& layer = network_.layers[static_cast<std::size_t>(index)];
  double sum = neuron_cycles(layer, channels, rows);
  for (int port = 0; port < static_cast<int>(layer.inputs.size()); ++port)
    sum += input_cycles(layer, port, channels, rows);
  return sum;
}

double WorkModel::layer_cycles(int index) const {
  const MapShape& out = network_.layers[static_cast<std::size_t>(index)].out;
  return cycles(index, {0, out.channels}, {0, out.height});
}

double WorkModel::input_cycles(const Layer& layer, int port, Range channels, Range rows) const {
  switch (layer.inputs[static_cast<std::size_t>(port)].role) {
    case Role::Residual:
    case Role::Partial:
      return value_sum_cycles(layer, port, channels, double(rows.size()) * layer.out.width);
    case Role::Query:
      return attention_cycles(layer, channels, rows);
    case Role::Value:
      return 0;  // stored; key rows are what the datapath works on
    case Role::Key:
      return attention_cycles(layer, channels, {0, layer.in.height});
    case Role::Main:
      break;
  }
  if (layer.op == Operator::SpatialSum) return value_sum_cycles(layer, port, channels, layer.in.positions());
  return layer.op == Operator::Conv ? conv_cycles(layer, channels, rows) : depthwise_cycles(layer, channels, rows);
}

/// One weight row for each set bit, or for each non-zero digit of each value, and each valid tap.
double WorkModel::conv_cycles(const Layer& layer, Range channels, Range rows) const {
  const LayerInput& main = layer.inputs[static_cast<std::size_t>(layer.input_index(Role::Main))];
  const double adds =
      main.signal == Signal::Spikes ? firing_rate(rates_, main.source) : input_value_bits(main) * kDigitsPerBit;
  const int steps = layer.constant_over_time ? 1 : network_.time_steps;
  return adds * map_pairs(layer, rows) * layer.in.channels * steps * passes(channels.size());
}

/// A bitmap word is added as a whole: its price does not depend on the number of its spikes.
double WorkModel::depthwise_cycles(const Layer& layer, Range channels, Range rows) const {
  const LayerInput& main = layer.inputs[static_cast<std::size_t>(layer.input_index(Role::Main))];
  const int block = target_.spike_word_channels;
  double per_position = 0;
  for (int first = channels.begin - channels.begin % block; first < channels.end; first += block)
    per_position += passes(intersect(channels, {first, first + block}).size());
  if (target_.spike_encoding == SpikeEncoding::Aer) per_position = channels.size() * firing_rate(rates_, main.source);
  if (main.signal == Signal::Values) per_position = channels.size() * input_value_bits(main) * kDigitsPerBit;
  return per_position * map_pairs(layer, rows) * network_.time_steps;
}

/// For each set bit of a row of K (or Q): one row of the head's V bits (or KV matrix).
double WorkModel::attention_cycles(const Layer& layer, Range channels, Range rows) const {
  const double rate = firing_rate(rates_, layer.inputs.front().source);
  const double positions = double(rows.size()) * layer.in.width;
  return rate * positions * channels.size() * network_.time_steps * passes(layer.head_channels());
}

double WorkModel::value_sum_cycles(const Layer& layer, int port, Range channels, double positions) const {
  const int bits = input_value_bits(layer.inputs[static_cast<std::size_t>(port)]);
  const int per_word = std::max(1, target_.values_per_word(bits));
  return positions * network_.time_steps * ((channels.size() + per_word - 1) / per_word);
}

double WorkModel::neuron_cycles(const Layer& layer, Range channels, Range rows) const {
  const double neurons = double(rows.size()) * layer.out.width * channels.size();
  const int steps = layer.accumulates_over_time ? 1 : network_.time_steps;
  return steps * neurons / target_.neuron_lanes;
}

int WorkModel::input_value_bits(const LayerInput& input) const {
  if (input.source == kImageSource) return image_value_bits(network_.input);
  return std::max(1, network_.layers[static_cast<std::size_t>(input.source)].bounds.value_bits);
}

}  // namespace spikeloom
