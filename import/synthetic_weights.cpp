// SPDX-License-Identifier: Apache-2.0
#include "import/synthetic_weights.hpp"

#include <algorithm>
#include <cmath>
#include <random>

#include "models/network_size.hpp"
#include "models/operators/operator_model.hpp"

namespace spikeloom {

namespace {

constexpr double kPixelDeviation = 60.0;  // of a photograph's pixels around their mean
constexpr double kStreamStep = 1.5;       // deviation, at least, of what a layer adds to the residual stream
constexpr int kSumBits = 18;              // of a firing layer's deviation, as in quantise.cpp
constexpr int kWordBits = 14;             // of values between the parts of a SepConv or RepConv
constexpr int kLargestShift = 15;

int floor_log2(double value) { return std::ilogb(value); }

/// The same on every host, unlike std::hash: FNV-1a.
std::uint64_t hash_of(const std::string& name, std::uint64_t seed) {
  std::uint64_t hash = 0xcbf29ce484222325ULL ^ seed;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return hash;
}

double fan_in(const Layer& layer) { return static_cast<double>(weight_count(layer)) / layer.out.channels; }

/// The sum of a draw's four bytes has about the shape of a bell and ends at +-510.
void draw(std::mt19937_64& random, int max_level, std::vector<std::int8_t>& weights) {
  constexpr double kEnd = 510.0;
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    bits = i % 2 == 0 ? random() : bits >> 32U;
    const auto byte = [bits](unsigned shift) { return static_cast<double>(bits >> shift & 0xFFU); };
    const double bell = byte(0) + byte(8) + byte(16) + byte(24) - kEnd;
    weights[i] = static_cast<std::int8_t>(std::floor(bell * max_level / kEnd + 0.5));
  }
}

double mean_square(const std::vector<std::int8_t>& weights) {
  std::int64_t sum = 0;
  for (const std::int8_t w : weights) sum += w * w;
  return std::max(static_cast<double>(sum) / static_cast<double>(weights.size()), 1e-3);
}

/// The largest sum that a channel can reach: of spikes, or of values of either sign up to `limit`.
double reach(const Layer& layer, double limit) {
  const std::size_t channels = static_cast<std::size_t>(layer.out.channels);
  std::vector<std::int64_t> up(channels), down(channels);
  for (std::size_t at = 0; at < layer.weights.size(); at += channels)
    for (std::size_t o = 0; o < channels; ++o) {
      up[o] += std::max<int>(layer.weights[at + o], 0);
      down[o] -= std::min<int>(layer.weights[at + o], 0);
    }
  const bool spikes = layer.inputs.front().signal == Signal::Spikes;
  double largest = 1.0;
  for (std::size_t o = 0; o < channels; ++o) {
    const std::int64_t sum = spikes ? std::max(up[o], down[o]) : up[o] + down[o];
    largest = std::max(largest, static_cast<double>(sum) * (spikes ? 1.0 : limit));
  }
  return largest;
}

class ShiftChoice {
 public:
  ShiftChoice(Network& network, const LayerPlan& plan, const std::vector<double>& rates, const NumberFormats& formats)
      : network_(network), plan_(plan), rates_(rates), formats_(formats) {}

  void run() {
    for (std::size_t i = 0; i < network_.layers.size(); ++i) choose(network_.layers[i], plan_.layers[i].stream);
  }

 private:
  /// Mean square of one input: of a spike (its rate), a value, a pixel.
  double input_power(const LayerInput& main) const {
    if (main.source == kImageSource) return kPixelDeviation * kPixelDeviation;
    return main.signal == Signal::Spikes ? rates_[main.source] : powers_[main.source];
  }

  void choose(Layer& layer, int stream) {
    const std::size_t channels = static_cast<std::size_t>(layer.out.channels);
    double deviation = 1.0, largest = 0.0;
    if (layer.has_weights()) {
      const LayerInput& main = layer.inputs.front();
      deviation = std::sqrt(fan_in(layer) * mean_square(layer.weights) * input_power(main));
      largest = reach(layer, main.source == kImageSource ? 0.0 : limits_[main.source]);
    }
    const int shift = std::clamp(shift_of(layer, stream, deviation, largest), -kLargestShift, kLargestShift);
    layer.weight_shift.assign(channels, static_cast<std::uint8_t>(std::max(shift, 0)));
    layer.output_shift.assign(channels, static_cast<std::uint8_t>(std::max(-shift, 0)));
    layer.bias.assign(channels, 0);
    layer.threshold.assign(layer.fires ? channels : 0, 1);
    powers_.push_back(std::pow(std::ldexp(deviation, shift), 2));
    limits_.push_back(std::ldexp(largest, shift));
  }

  /// Of the weights, or negative: of the output. The rules of quantise.cpp for sums of which deviation and limit are
  /// known.
  int shift_of(const Layer& layer, int stream, double deviation, double largest) const {
    if (!layer.has_weights()) return -operator_model(layer.op).output_shift(layer);
    if (stream != kNoStream) return formats_.fraction_bits[stream] - floor_log2(deviation / kStreamStep);
    if (layer.accumulates_over_time) return 0;
    if (!layer.fires) return std::min(kWordBits - 2 - floor_log2(largest), 0);
    // Sums over all steps stay below 2^30.
    const int possible = 30 - network_.time_steps - floor_log2(largest) - 1;
    return std::min(kSumBits - floor_log2(deviation), possible);
  }

  Network& network_;
  const LayerPlan& plan_;
  const std::vector<double>& rates_;
  const NumberFormats& formats_;
  std::vector<double> powers_;  // of the layers done: mean square of X
  std::vector<double> limits_;  // of the layers done: largest |X|
};

}  // namespace

void draw_weights(Network& network, std::uint64_t seed) {
  const int max_level = (1 << (network.weight_bits - 1)) - 1;
  for (Layer& layer : network.layers) {
    if (!layer.has_weights()) continue;
    layer.weights.resize(weight_count(layer));
    std::mt19937_64 random(hash_of(layer.name, seed));
    draw(random, max_level, layer.weights);
  }
}

void choose_shifts(Network& network, const LayerPlan& plan, const std::vector<double>& rates,
                   const NumberFormats& formats) {
  ShiftChoice(network, plan, rates, formats).run();
}

}  // namespace spikeloom
