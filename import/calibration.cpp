// SPDX-License-Identifier: Apache-2.0
#include "import/calibration.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "base/error.hpp"
#include "import/thresholds.hpp"
#include "models/fixed_point.hpp"
#include "models/reference/reference_layer.hpp"

namespace spikeloom {

namespace {

std::string percent(double rate) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3g %%", 100.0 * rate);
  return text;
}

/// Where the mean of X is to be, in deviations: a neuron that starts from a mean of 0 is above it half of the time, and
/// no threshold above 0 makes it fire more often.
double lift_for(double rate) { return std::max(0.0, 2.5 * (rate - 0.3)); }

/// Per channel over all positions and steps; integers, so that the order cannot matter.
template <class Term>
std::vector<std::int64_t> channel_sums(const ValueMap& x, Term term) {
  const std::size_t channels = static_cast<std::size_t>(x.shape().channels);
  std::vector<std::int64_t> sums(channels);
  for (std::size_t at = 0; at < x.values().size(); at += channels)
    for (std::size_t c = 0; c < channels; ++c) sums[c] += term(c, x.values()[at + c]);
  return sums;
}

class Calibration {
 public:
  Calibration(Network& network, const std::vector<double>& rates, const Image& image)
      : network_(network), rates_(rates), input_(image_values(image, network.input)) {
    for (const Layer& layer : network.layers) {
      last_reader_.push_back(0);
      for (const LayerInput& in : layer.inputs)
        if (in.source != kImageSource) last_reader_[in.source] = last_reader_.size() - 1;
    }
  }

  std::vector<LayerRate> run() {
    for (std::size_t i = 0; i + 1 < network_.layers.size(); ++i) {
      calibrate_layer(network_.layers[i], rates_[i]);
      for (std::size_t done = 0; done < i; ++done)
        if (last_reader_[done] == i) before_[done] = {};
    }
    return std::move(measured_);
  }

 private:
  void calibrate_layer(Layer& layer, double wanted) {
    ValueMap x = sums_of(layer);
    LayerActivity activity;
    if (layer.fires) {
      if (layer.has_weights()) centre(layer, wanted, x);
      layer.threshold = thresholds_for(x, network_.time_steps, wanted);
      activity.spikes = fire_all(x, network_.time_steps, layer.threshold);
      check(layer, wanted, activity.spikes);
    }
    if (layer.emits_values) activity.values = std::move(x);
    before_.push_back(std::move(activity));
  }

  /// X of all positions and steps: what the layer would emit if it only emitted values.
  ValueMap sums_of(Layer& layer) const {
    const bool fires = std::exchange(layer.fires, false);
    const bool emits_values = std::exchange(layer.emits_values, true);
    LayerActivity activity = run_layer(layer, WeightRows(layer), network_.time_steps, input_, before_);
    layer.fires = fires;
    layer.emits_values = emits_values;
    return std::move(activity.values);
  }

  /// Moves each channel's X by a bias, as batch norm does in training: without it most channels of a deep layer would
  /// fire always or never, for their inputs have a mean.
  void centre(Layer& layer, double rate, ValueMap& x) const {
    constexpr double kDeviation = 1.25;  // of a normal X, in mean distances from its mean
    const std::size_t channels = layer.bias.size();
    const auto count = static_cast<std::int64_t>(x.values().size() / channels);
    std::vector<std::int64_t> shift = channel_sums(x, [](std::size_t, std::int32_t v) { return v; });
    for (std::int64_t& s : shift) s = -(s / count);
    const std::vector<std::int64_t> distances =
        channel_sums(x, [&shift](std::size_t c, std::int32_t v) { return std::abs(v + shift[c]); });
    for (std::size_t c = 0; c < channels; ++c) {
      const double deviation = kDeviation * static_cast<double>(distances[c]) / static_cast<double>(count);
      shift[c] += static_cast<std::int64_t>(lift_for(rate) * deviation);
      layer.bias[c] = shift_left(static_cast<std::int32_t>(shift[c]), layer.output_shift[c]);
    }
    for (int t = 0; t < network_.time_steps; ++t)
      for (int row = 0; row < x.shape().height; ++row)
        for (int column = 0; column < x.shape().width; ++column)
          for (std::size_t c = 0; c < channels; ++c) x.at(t, row, column)[c] += static_cast<std::int32_t>(shift[c]);
  }

  void check(const Layer& layer, double wanted, const SpikeMap& spikes) {
    const double chances = static_cast<double>(layer.out.neurons()) * network_.time_steps;
    const double measured = static_cast<double>(spikes.count()) / chances;
    measured_.push_back({layer.name, wanted, measured});
    if (wanted >= kSmallestHeldRate && std::fabs(measured - wanted) > kRateTolerance * wanted)
      throw InputError("layer " + layer.name + ": cannot fire at " + percent(wanted) + ": on the calibration image " +
                       percent(measured) + " is " + (measured < wanted ? "the most" : "as near as") +
                       " its input allows");
  }

  Network& network_;
  const std::vector<double>& rates_;
  const ValueMap input_;
  std::vector<std::size_t> last_reader_;  // behind it a layer's activity is not needed
  std::vector<LayerActivity> before_;
  std::vector<LayerRate> measured_;
};

}  // namespace

std::vector<LayerRate> calibrate(Network& network, const std::vector<double>& rates, const Image& image) {
  require_shape(image, network.input.shape, "calibration image");
  return Calibration(network, rates, image).run();
}

}  // namespace spikeloom
