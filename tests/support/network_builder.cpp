// SPDX-License-Identifier: Apache-2.0
#include "tests/support/network_builder.hpp"

#include <algorithm>
#include <utility>

#include "models/bounds.hpp"
#include "models/neuron.hpp"
#include "models/reference/reference_layer.hpp"
#include "tests/support/random_image.hpp"

namespace spikeloom {
namespace {

constexpr int kCalibrationImages = 2;
constexpr int kTypicalValue = 24;  // magnitude that output shifts aim at

std::size_t index(int i) { return static_cast<std::size_t>(i); }

int smallest_shift(std::int64_t magnitude) {
  int shift = 0;
  while (magnitude >> shift > kTypicalValue) ++shift;
  return shift;
}

std::int64_t mean_magnitude(const std::vector<std::int32_t>& values) {
  std::int64_t sum = 0;
  for (const std::int32_t v : values) sum += v < 0 ? -std::int64_t{v} : v;
  return sum / static_cast<std::int64_t>(values.size());
}

}  // namespace

Layer make_layer(const std::string& name, Operator op, const MapShape& in, LayerInput main, Kernel kernel,
                 int channels) {
  Layer layer;
  layer.name = name;
  layer.op = op;
  layer.in = in;
  layer.kernel = kernel;
  layer.inputs = {main};
  layer.out = {channels, (in.height + 2 * kernel.padding - kernel.height) / kernel.stride + 1,
               (in.width + 2 * kernel.padding - kernel.width) / kernel.stride + 1};
  return layer;
}

NetworkBuilder::NetworkBuilder(Network header, std::uint64_t seed)
    : network_(std::move(header)), random_(seed), activity_(kCalibrationImages) {
  for (int i = 0; i < kCalibrationImages; ++i)
    images_.push_back(
        image_values(random_image(seed * kCalibrationImages + index(i), network_.input.shape), network_.input));
}

int NetworkBuilder::add(Layer layer) {
  layer.weight_shift.assign(index(layer.out.channels), 0);
  layer.output_shift.assign(index(layer.out.channels), 0);
  layer.bias.assign(index(layer.out.channels), 0);
  if (layer.has_weights()) {
    draw_weights(layer);
    choose_output_shifts(layer);
  }
  if (layer.fires) {
    choose_thresholds(layer);
    correct_firing_rate(layer);
  }
  const WeightRows rows(layer);
  for (std::size_t i = 0; i < images_.size(); ++i)
    activity_[i].push_back(run_layer(layer, rows, network_.time_steps, images_[i], activity_[i]));
  network_.layers.push_back(std::move(layer));
  return static_cast<int>(network_.layers.size()) - 1;
}

Network NetworkBuilder::finish() {
  compute_bounds(network_);
  return std::move(network_);
}

void NetworkBuilder::draw_weights(Layer& layer) {
  const int fan_in = layer.filter_channels();
  layer.weights.resize(index(layer.kernel.taps() * fan_in * layer.out.channels));
  for (std::int8_t& weight : layer.weights) weight = static_cast<std::int8_t>(random_.between(-128, 127));
  for (std::uint8_t& shift : layer.weight_shift) shift = static_cast<std::uint8_t>(random_.between(0, 2));
}

/// Shifts that differ by channel; then a bias of the size of the values.
void NetworkBuilder::choose_output_shifts(Layer& layer) {
  const auto values = observed_values(layer);
  for (std::size_t c = 0; c < values.size(); ++c) {
    const int shift = std::max(0, smallest_shift(mean_magnitude(values[c])) + random_.between(-1, 1));
    layer.output_shift[c] = static_cast<std::uint8_t>(shift);
    layer.bias[c] = random_.between(-kTypicalValue / 2, kTypicalValue / 2) * (1 << shift) + random_.between(0, 3);
  }
}

/// A threshold that a random share of the inputs reaches, channel by channel.
void NetworkBuilder::choose_thresholds(Layer& layer) {
  auto values = observed_values(layer);
  for (std::vector<std::int32_t>& x : values) {
    std::sort(x.begin(), x.end());
    const std::size_t reached = x.size() * index(random_.between(60, 90)) / 100;
    const std::int32_t level = std::max(x[reached], 1);
    const int fraction = 1 << input_fraction_bits(network_.time_steps);
    layer.threshold.push_back(level * fraction + random_.between(0, fraction - 1));
  }
}

void NetworkBuilder::correct_firing_rate(Layer& layer) {
  for (int attempt = 0; attempt < 20; ++attempt) {
    const double rate = firing_rate(layer);
    if (rate > 0.05 && rate < 0.45) return;
    for (std::int32_t& threshold : layer.threshold)
      threshold = rate < 0.2 ? std::max(1, threshold * 3 / 4) : threshold * 4 / 3 + 1;
  }
}

double NetworkBuilder::firing_rate(const Layer& layer) const {
  const WeightRows rows(layer);
  double spikes = 0;
  for (std::size_t i = 0; i < images_.size(); ++i)
    spikes += static_cast<double>(run_layer(layer, rows, network_.time_steps, images_[i], activity_[i]).spikes.count());
  return spikes / (static_cast<double>(layer.out.neurons()) * network_.time_steps * kCalibrationImages);
}

std::vector<std::vector<std::int32_t>> NetworkBuilder::observed_values(Layer layer) const {
  layer.fires = false;
  layer.emits_values = true;
  const WeightRows rows(layer);
  std::vector<std::vector<std::int32_t>> result(index(layer.out.channels));
  for (std::size_t i = 0; i < images_.size(); ++i) {
    const LayerActivity activity = run_layer(layer, rows, network_.time_steps, images_[i], activity_[i]);
    const std::vector<std::int32_t>& values = activity.values.values();
    for (std::size_t n = 0; n < values.size(); ++n) result[n % result.size()].push_back(values[n]);
  }
  return result;
}

}  // namespace spikeloom
