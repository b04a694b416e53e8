// SPDX-License-Identifier: Apache-2.0
#include "models/import/quantise.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "models/import/rounding.hpp"
#include "models/neuron.hpp"

namespace spikeloom {

namespace {

constexpr double kPixelLevels = 255.0;
constexpr int kThresholdBits = 18;         // of a threshold in units of X, where the weights' scale allows
constexpr int kLargestThresholdBits = 18;  // for channels of tiny weights: beyond, their scale is not made finer
constexpr int kLargestShift = 15;
constexpr int kSmallestExponent = -20;  // of a stream writer's weights; keeps accumulators in 32 bits
constexpr int kHeadShift = 4;           // fraction bits that the bias of the largest class has

int floor_log2(double value) { return static_cast<int>(std::floor(std::log2(value))); }

std::int32_t rounded(double value) { return static_cast<std::int32_t>(std::lround(value)); }

WeightRow row_of(const DenseKernel& kernel, int output) { return {kernel.row(output), kernel.inputs, kernel.taps()}; }

/// What a channel's sum can reach, spikes assumed.
double reach(const DenseKernel& kernel, int output) {
  double up = std::max(kernel.bias[output], 0.0);
  double down = std::min(kernel.bias[output], 0.0);
  for (std::size_t i = 0; i < kernel.row_size(); ++i) {
    const double w = kernel.row(output)[i];
    (w > 0.0 ? up : down) += w;
  }
  return std::max(up, -down);
}

class Quantiser {
 public:
  Quantiser(const FloatNetwork& source, const NumberFormats& formats)
      : source_(source), formats_(formats), max_level_((1 << (formats.weight_bits - 1)) - 1) {}

  Network run();

 private:
  void describe_input();
  void quantise_layer(const FloatLayer& source);
  DenseKernel with_input_units(const FloatLayer& source) const;
  void scale_pixels(DenseKernel& kernel) const;

  void to_stream(const DenseKernel& kernel, int fraction_bits, Layer& layer, int o);
  void to_firing(const DenseKernel& kernel, double level, Layer& layer, int o);
  void to_depthwise(const DenseKernel& kernel, Layer& layer, int o);
  void to_head(const DenseKernel& kernel, Layer& layer);
  void pool(Layer& layer);
  void store(const DenseKernel& kernel, Layer& layer, int o, double scale, bool balanced) const;
  void set_thresholds(const FloatLayer& source, Layer& layer) const;

  const FloatNetwork& source_;
  NumberFormats formats_;
  int max_level_;
  Network network_;
  std::vector<std::vector<double>> units_;  // [layer][channel]: what X = 1 means in the float network
};

void Quantiser::describe_input() {
  const ModelConfig& c = source_.config;
  network_.architecture = "metaspikeformer";
  network_.time_steps = c.time_steps;
  network_.weight_bits = formats_.weight_bits;
  network_.input = {{c.channels, c.height, c.width}, c.mean, c.std, {}};
  for (const double mean : c.mean) network_.input.pixel_offset.push_back(rounded(kPixelLevels * mean));
  network_.class_names = c.class_names;
}

/// A pixel is (value + offset - 255 mean) / (255 std): the unit goes into the weights, the rest into the bias.
void Quantiser::scale_pixels(DenseKernel& kernel) const {
  const InputFormat& input = network_.input;
  for (int o = 0; o < kernel.outputs; ++o)
    for (int i = 0; i < kernel.inputs; ++i)
      for (int tap = 0; tap < kernel.taps(); ++tap) {
        double& weight = kernel.row(o)[i * kernel.taps() + tap];
        weight /= kPixelLevels * input.std[i];
        kernel.bias[o] += weight * (input.pixel_offset[i] - kPixelLevels * input.mean[i]);
      }
}

/// The kernel for the integers that arrive: spikes have unit 1, value words that of their channel.
DenseKernel Quantiser::with_input_units(const FloatLayer& source) const {
  DenseKernel kernel = source.kernel;
  const LayerInput& main = source.layer.inputs.front();
  if (main.signal == Signal::Spikes) return kernel;
  if (main.source == kImageSource) {
    scale_pixels(kernel);
    return kernel;
  }
  for (int o = 0; o < kernel.outputs; ++o)
    for (int i = 0; i < kernel.inputs; ++i)
      for (int tap = 0; tap < kernel.taps(); ++tap) kernel.row(o)[i * kernel.taps() + tap] *= units_[main.source][i];
  return kernel;
}

void Quantiser::store(const DenseKernel& kernel, Layer& layer, int o, double scale, bool balanced) const {
  const std::vector<int> levels = round_row(row_of(kernel, o), scale, max_level_, balanced);
  const int taps = kernel.taps();
  for (int i = 0; i < kernel.inputs; ++i)
    for (int tap = 0; tap < taps; ++tap) {
      const std::size_t row = static_cast<std::size_t>(tap) * kernel.inputs + i;
      layer.weights[row * kernel.outputs + o] = static_cast<std::int8_t>(levels[i * taps + tap]);
    }
}

void Quantiser::to_stream(const DenseKernel& kernel, int fraction_bits, Layer& layer, int o) {
  const int least = std::max(kSmallestExponent, -fraction_bits - kLargestShift);
  const int exponent = best_exponent(row_of(kernel, o), max_level_, least);
  const int shift = exponent + fraction_bits;
  layer.weight_shift[o] = static_cast<std::uint8_t>(std::max(shift, 0));
  layer.output_shift[o] = static_cast<std::uint8_t>(std::max(-shift, 0));
  layer.bias[o] = rounded(std::ldexp(kernel.bias[o], fraction_bits + layer.output_shift[o]));
  // Value words of a dwconv have either sign: nothing is gained by balancing their errors.
  const bool balanced = layer.input_index(Role::Residual) < 0 || layer.inputs.front().signal == Signal::Spikes;
  store(kernel, layer, o, std::ldexp(1.0, exponent), balanced);
  units_.back()[o] = std::ldexp(1.0, -fraction_bits);
}

void Quantiser::to_firing(const DenseKernel& kernel, double level, Layer& layer, int o) {
  const double scale = best_scale(row_of(kernel, o), max_level_, std::ldexp(level, -kLargestThresholdBits));
  const int wanted = kThresholdBits - floor_log2(level / scale);
  // Sums over all steps stay below 2^30.
  const int possible = 30 - source_.config.time_steps - floor_log2(std::max(reach(kernel, o) / scale, 1.0)) - 1;
  const int shift = std::clamp(std::min(wanted, possible), 0, kLargestShift);
  const double unit = std::ldexp(scale, -shift);
  layer.weight_shift[o] = static_cast<std::uint8_t>(shift);
  layer.bias[o] = rounded(kernel.bias[o] / unit);
  store(kernel, layer, o, scale, true);
  units_.back()[o] = unit;
}

void Quantiser::to_depthwise(const DenseKernel& kernel, Layer& layer, int o) {
  constexpr double kLeast = 1e-9;  // a channel without weights has any unit
  const double scale = best_scale(row_of(kernel, o), max_level_, kLeast);
  store(kernel, layer, o, scale, true);
  units_.back()[o] = scale;
}

/// Classes are compared: one unit for all, but a class of small weights may have finer ones.
void Quantiser::to_head(const DenseKernel& kernel, Layer& layer) {
  double largest = 0.0;
  for (int o = 0; o < kernel.outputs; ++o) largest = std::max(largest, largest_magnitude(row_of(kernel, o)));
  const double unit = std::ldexp(largest > 0.0 ? largest / max_level_ : 1.0, -kHeadShift);
  const int time_steps = source_.config.time_steps;
  for (int o = 0; o < kernel.outputs; ++o) {
    const double fraction = std::max(largest_magnitude(row_of(kernel, o)) / max_level_ / unit, 1.0);
    const int shift = std::min(static_cast<int>(std::ceil(std::log2(fraction) - 1e-9)), kHeadShift);
    layer.weight_shift[o] = static_cast<std::uint8_t>(shift);
    layer.bias[o] = rounded(kernel.bias[o] * time_steps / unit);
    store(kernel, layer, o, std::ldexp(unit, shift), true);
    units_.back()[o] = unit;
  }
  network_.logit_scale = unit / time_steps;
}

/// X is the sum over the map, in units that keep about the precision of one position for the mean.
void Quantiser::pool(Layer& layer) {
  const int shift = floor_log2(layer.in.positions());
  const std::vector<double>& stream = units_[layer.inputs.front().source];
  for (int o = 0; o < layer.out.channels; ++o) {
    layer.output_shift[o] = static_cast<std::uint8_t>(shift);
    units_.back()[o] = std::ldexp(stream[o], shift);
  }
}

/// U has time_steps - 1 bits below X. Rounded up: the exact condition for a U that is an integer.
void Quantiser::set_thresholds(const FloatLayer& source, Layer& layer) const {
  constexpr double kRoundOff = 1e-9;  // of the division, not of the threshold
  for (int o = 0; layer.fires && o < layer.out.channels; ++o) {
    const double level = source.firing_level / units_.back()[o];
    const double exact = std::ldexp(level, input_fraction_bits(source_.config.time_steps));
    layer.threshold.push_back(static_cast<std::int32_t>(std::ceil(exact * (1.0 - kRoundOff))));
  }
}

void Quantiser::quantise_layer(const FloatLayer& source) {
  Layer layer = source.layer;
  const std::size_t channels = layer.out.channels;
  layer.weights.resize(source.kernel.weights.size());
  layer.weight_shift.assign(channels, 0);
  layer.output_shift.assign(channels, 0);
  layer.bias.assign(channels, 0);
  units_.emplace_back(channels, 1.0);
  const DenseKernel kernel = with_input_units(source);
  if (layer.op == Operator::SpatialSum) pool(layer);
  if (layer.accumulates_over_time) to_head(kernel, layer);
  for (int o = 0; layer.has_weights() && !layer.accumulates_over_time && o < layer.out.channels; ++o) {
    if (layer.op == Operator::DepthwiseConv)
      to_depthwise(kernel, layer, o);
    else if (source.stream != kNoStream)
      to_stream(kernel, formats_.fraction_bits[source.stream], layer, o);
    else
      to_firing(kernel, source.firing_level, layer, o);
  }
  set_thresholds(source, layer);
  network_.layers.push_back(std::move(layer));
}

Network Quantiser::run() {
  describe_input();
  for (const FloatLayer& layer : source_.layers) quantise_layer(layer);
  return std::move(network_);
}

}  // namespace

Network quantise(const FloatNetwork& source, const NumberFormats& formats) { return Quantiser(source, formats).run(); }

}  // namespace spikeloom
