// SPDX-License-Identifier: Apache-2.0
#include "import/quantise.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "base/error.hpp"
#include "base/host_threads.hpp"
#include "base/parallel.hpp"
#include "import/rounding.hpp"
#include "models/neuron.hpp"
#include "models/operators/operator_model.hpp"

namespace spikeloom {

namespace {

constexpr int kThresholdBits = 18;         // of a threshold in units of X, where the weights' scale allows
constexpr int kLargestThresholdBits = 18;  // for channels of tiny weights: beyond, their scale is not made finer
constexpr int kLargestShift = 15;
constexpr int kSmallestExponent = -20;  // of a stream writer's weights; keeps accumulators in 32 bits
constexpr int kHeadShift = 4;           // fraction bits that the bias of the largest class has
constexpr int kWordBits = 14;           // of values between the parts of a SepConv or RepConv: no part rounds the
                                        // first, and 1000 of them times 8-bit weights fit 32 bits

int floor_log2(double value) { return static_cast<int>(std::floor(std::log2(value))); }

/// The nearest integer. Throws InputError when it does not fit the 32 bits of an accumulator.
std::int32_t rounded(double value, const Layer& layer, const char* what) {
  constexpr double kLargest = std::numeric_limits<std::int32_t>::max();
  if (std::fabs(value) <= kLargest) return static_cast<std::int32_t>(std::lround(value));
  throw InputError("layer " + layer.name + ": its " + what + " needs " + std::to_string(std::ilogb(value) + 2) +
                   " bits, allowed are 32");
}

/// Folding multiplies what the checkpoint holds: products may leave the range of a double.
void check_finite(const DenseKernel& kernel, const Layer& layer) {
  const auto finite = [](double value) { return std::isfinite(value); };
  if (!std::all_of(kernel.weights.begin(), kernel.weights.end(), finite) ||
      !std::all_of(kernel.bias.begin(), kernel.bias.end(), finite))
    throw InputError("layer " + layer.name + ": its folded weights are not finite; the checkpoint's are too large");
}

WeightRow row_of(const DenseKernel& kernel, int output) { return {kernel.row(output), kernel.inputs, kernel.taps()}; }

/// The largest sum that inputs within [0, 1] (spikes) can make in a channel.
double spike_reach(const DenseKernel& kernel, int output) {
  double up = std::max(kernel.bias[output], 0.0);
  double down = std::min(kernel.bias[output], 0.0);
  for (std::size_t i = 0; i < kernel.row_size(); ++i) {
    const double w = kernel.row(output)[i];
    (w > 0.0 ? up : down) += w;
  }
  return std::max(up, -down);
}

/// The same for values of either sign, `limits` the largest of each input channel (of the channel itself, depth-wise).
double value_reach(const DenseKernel& kernel, int output, const std::vector<double>& limits, bool depthwise) {
  double sum = std::fabs(kernel.bias[output]);
  for (int i = 0; i < kernel.inputs; ++i)
    for (int tap = 0; tap < kernel.taps(); ++tap)
      sum += std::fabs(kernel.row(output)[i * kernel.taps() + tap]) * limits[depthwise ? output : i];
  return sum;
}

class Quantiser {
 public:
  Quantiser(const FloatNetwork& source, const NumberFormats& formats)
      : source_(source), formats_(formats), max_level_((1 << (formats.weight_bits - 1)) - 1) {}

  Network run();

 private:
  void quantise_layer(const PlannedLayer& planned, DenseKernel kernel);
  void quantise_channel(const PlannedLayer& planned, const DenseKernel& kernel, Layer& layer, int o);
  void scale_inputs(const PlannedLayer& planned, DenseKernel& kernel) const;
  void scale_pixels(DenseKernel& kernel) const;

  void to_stream(const DenseKernel& kernel, int fraction_bits, Layer& layer, int o);
  void to_firing(const DenseKernel& kernel, double level, Layer& layer, int o);
  void to_words(const DenseKernel& kernel, Layer& layer, int o);
  double reach(const DenseKernel& kernel, const Layer& layer, int o) const;
  void to_head(const DenseKernel& kernel, Layer& layer);
  void sums_of_values(Layer& layer);
  void store(const DenseKernel& kernel, Layer& layer, int o, double scale, bool balanced) const;
  void set_thresholds(const PlannedLayer& planned, Layer& layer) const;

  const FloatNetwork& source_;
  const ModelConfig& config_ = source_.plan.config;
  NumberFormats formats_;
  int max_level_;
  Network network_;
  std::vector<std::vector<double>> units_;   // [layer][channel]: what X = 1 means in the float network
  std::vector<std::vector<double>> limits_;  // [layer][channel]: the largest |X| of layers that to_words made
};

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

/// Makes it the kernel for the integers that arrive: spikes have unit 1, value words that of their channel.
void Quantiser::scale_inputs(const PlannedLayer& planned, DenseKernel& kernel) const {
  const LayerInput& main = planned.layer.inputs.front();
  if (main.signal == Signal::Spikes) return;
  if (main.source == kImageSource) return scale_pixels(kernel);
  const std::vector<double>& units = units_[main.source];
  const bool depthwise = !planned.layer.mixes_channels();
  for (int o = 0; o < kernel.outputs; ++o)
    for (int i = 0; i < kernel.inputs; ++i)
      for (int tap = 0; tap < kernel.taps(); ++tap) kernel.row(o)[i * kernel.taps() + tap] *= units[depthwise ? o : i];
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
  layer.bias[o] = rounded(std::ldexp(kernel.bias[o], fraction_bits + layer.output_shift[o]), layer, "accumulator");
  // Value words of a dwconv have either sign: nothing is gained by balancing their errors.
  const bool balanced = layer.input_index(Role::Residual) < 0 || layer.inputs.front().signal == Signal::Spikes;
  store(kernel, layer, o, std::ldexp(1.0, exponent), balanced);
  units_.back()[o] = std::ldexp(1.0, -fraction_bits);
}

double Quantiser::reach(const DenseKernel& kernel, const Layer& layer, int o) const {
  const LayerInput& main = layer.inputs.front();
  if (main.signal == Signal::Spikes) return spike_reach(kernel, o);
  return value_reach(kernel, o, limits_[main.source], !layer.mixes_channels());
}

void Quantiser::to_firing(const DenseKernel& kernel, double level, Layer& layer, int o) {
  const double scale = best_scale(row_of(kernel, o), max_level_, std::ldexp(level, -kLargestThresholdBits));
  const int wanted = kThresholdBits - floor_log2(level / scale);
  // Sums over all steps stay below 2^30.
  const int possible = 30 - config_.time_steps - floor_log2(std::max(reach(kernel, layer, o) / scale, 1.0)) - 1;
  const int shift = std::clamp(std::min(wanted, possible), -kLargestShift, kLargestShift);
  const bool reads_spikes = layer.inputs.front().signal == Signal::Spikes;
  layer.weight_shift[o] = static_cast<std::uint8_t>(std::max(shift, 0));
  layer.output_shift[o] = static_cast<std::uint8_t>(reads_spikes ? 0 : std::max(-shift, 0));
  layer.bias[o] = rounded(kernel.bias[o] / std::ldexp(scale, -layer.weight_shift[o]), layer, "accumulator");
  store(kernel, layer, o, scale, reads_spikes);
  units_.back()[o] = std::ldexp(scale, layer.output_shift[o] - layer.weight_shift[o]);
}

/// Values that only the next part of the same module reads: rounded where they would be wider than kWordBits.
void Quantiser::to_words(const DenseKernel& kernel, Layer& layer, int o) {
  constexpr double kLeast = 1e-9;  // a channel without weights has any unit
  const double scale = best_scale(row_of(kernel, o), max_level_, kLeast);
  const double largest = std::max(reach(kernel, layer, o) / scale, 1.0);
  const int shift = std::clamp(floor_log2(largest) + 2 - kWordBits, 0, kLargestShift);
  layer.output_shift[o] = static_cast<std::uint8_t>(shift);
  layer.bias[o] = rounded(kernel.bias[o] / scale, layer, "accumulator");
  store(kernel, layer, o, scale, layer.inputs.front().signal == Signal::Spikes);
  units_.back()[o] = std::ldexp(scale, shift);
  limits_.back()[o] = std::ldexp(largest, -shift);
}

/// Classes are compared: one unit for all, but a class of small weights may have finer ones.
void Quantiser::to_head(const DenseKernel& kernel, Layer& layer) {
  double largest = 0.0;
  for (int o = 0; o < kernel.outputs; ++o) largest = std::max(largest, largest_magnitude(row_of(kernel, o)));
  const double unit = std::ldexp(largest > 0.0 ? largest / max_level_ : 1.0, -kHeadShift);
  const int time_steps = config_.time_steps;
  for (int o = 0; o < kernel.outputs; ++o) {
    const double fraction = std::max(largest_magnitude(row_of(kernel, o)) / max_level_ / unit, 1.0);
    const int shift = std::min(static_cast<int>(std::ceil(std::log2(fraction) - 1e-9)), kHeadShift);
    layer.weight_shift[o] = static_cast<std::uint8_t>(shift);
    layer.bias[o] = rounded(kernel.bias[o] * time_steps / unit, layer, "accumulator");
    store(kernel, layer, o, std::ldexp(unit, shift), true);
    units_.back()[o] = unit;
  }
  network_.logit_scale = unit / time_steps;
}

/// X is a sum without weights, in units that keep about the precision of one value for the mean.
void Quantiser::sums_of_values(Layer& layer) {
  const int shift = operator_model(layer.op).output_shift(layer);
  const std::vector<double>& stream = units_[layer.inputs.front().source];
  for (int o = 0; o < layer.out.channels; ++o) {
    layer.output_shift[o] = static_cast<std::uint8_t>(shift);
    units_.back()[o] = std::ldexp(stream[o], shift);
  }
}

/// U has time_steps - 1 bits below X. Rounded up: the exact condition for a U that is an integer.
void Quantiser::set_thresholds(const PlannedLayer& planned, Layer& layer) const {
  constexpr double kRoundOff = 1e-9;  // of the division, not of the threshold
  for (int o = 0; layer.fires && o < layer.out.channels; ++o) {
    const double level = planned.firing_level / units_.back()[o];
    const double exact = std::ldexp(level, input_fraction_bits(config_.time_steps));
    layer.threshold.push_back(rounded(std::ceil(exact * (1.0 - kRoundOff)), layer, "threshold"));
  }
}

void Quantiser::quantise_channel(const PlannedLayer& planned, const DenseKernel& kernel, Layer& layer, int o) {
  if (planned.stream != kNoStream)
    to_stream(kernel, formats_.fraction_bits[planned.stream], layer, o);
  else if (!layer.fires)
    to_words(kernel, layer, o);
  else
    to_firing(kernel, planned.firing_level, layer, o);
}

void Quantiser::quantise_layer(const PlannedLayer& planned, DenseKernel kernel) {
  Layer layer = planned.layer;
  const std::size_t channels = layer.out.channels;
  layer.weights.resize(kernel.weights.size());
  layer.weight_shift.assign(channels, 0);
  layer.output_shift.assign(channels, 0);
  layer.bias.assign(channels, 0);
  units_.emplace_back(channels, 1.0);
  limits_.emplace_back(channels, 0.0);
  scale_inputs(planned, kernel);
  check_finite(kernel, layer);
  if (!layer.has_weights() && layer.inputs.front().signal == Signal::Values) sums_of_values(layer);
  if (layer.accumulates_over_time) to_head(kernel, layer);
  if (layer.has_weights() && !layer.accumulates_over_time)
    parallel_for(host_threads(), layer.out.channels, [&](int o) { quantise_channel(planned, kernel, layer, o); });
  set_thresholds(planned, layer);
  network_.layers.push_back(std::move(layer));
}

Network Quantiser::run() {
  network_ = describe_network(config_, formats_.weight_bits);
  for (std::size_t i = 0; i < source_.kernels.size(); ++i) quantise_layer(source_.plan.layers[i], source_.kernels[i]);
  return std::move(network_);
}

}  // namespace

Network quantise(const FloatNetwork& source, const NumberFormats& formats) { return Quantiser(source, formats).run(); }

}  // namespace spikeloom
