// SPDX-License-Identifier: Apache-2.0
#include "mapping/cost/firing_profile.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "base/error.hpp"
#include "models/fixed_point.hpp"
#include "models/network.hpp"
#include "models/reference/reference.hpp"

namespace spikeloom {
namespace {

Fixed fixed(double value) { return std::llround(value * static_cast<double>(kOne)); }

void require_size(const char* what, const std::vector<double>& given, const Network& network) {
  if (!given.empty() && given.size() != network.layers.size())
    throw InputError(std::string(what) + ": " + std::to_string(given.size()) + " given for " +
                     std::to_string(network.layers.size()) + " layers");
}

void require_range(const char* what, const std::vector<double>& given, double most) {
  for (const double value : given)
    if (!(value >= 0 && value <= most))
      throw InputError(std::string(what) + ": " + std::to_string(value) + " is not within 0 to " +
                       std::to_string(static_cast<int>(most)));
}

double mean_digits(const std::vector<std::int32_t>& values, DigitCode code) {
  std::uint64_t digits = 0;
  for (const std::int32_t value : values) digits += static_cast<unsigned>(digit_count(value, code));
  return values.empty() ? 0 : static_cast<double>(digits) / static_cast<double>(values.size());
}

double pixel_digits(const InputFormat& input, const Image& image, DigitCode code) {
  std::vector<std::int32_t> values;
  for (std::size_t i = 0; i < image.pixels.size(); ++i)
    values.push_back(int{image.pixels[i]} - input.pixel_offset[i % static_cast<std::size_t>(image.shape.channels)]);
  return mean_digits(values, code);
}

Fixed digits_of_width(int bits) { return fixed(std::max(1, bits) * kDefaultDigitsPerBit); }

}  // namespace

Activity measure_activity(const Network& network, const Inference& inference, const Image& image, DigitCode code) {
  Activity activity;
  activity.pixel_digits = pixel_digits(network.input, image, code);
  for (std::size_t i = 0; i < network.layers.size(); ++i) {
    const LayerActivity& layer = inference.layers[i];
    const double neurons = double{1} * network.layers[i].out.neurons() * network.time_steps;
    activity.firing_rates.push_back(layer.spikes.empty() ? 0 : static_cast<double>(layer.spikes.count()) / neurons);
    activity.value_digits.push_back(mean_digits(layer.values.values(), code));
  }
  return activity;
}

FixedActivity::FixedActivity(const Network& network, const Activity& activity) {
  require_size("firing rates", activity.firing_rates, network);
  require_size("value digits", activity.value_digits, network);
  require_range("firing rates", activity.firing_rates, 1);
  require_range("value digits", activity.value_digits, 32);
  rates_.push_back(fixed(kDefaultFiringRate));
  digits_.push_back(activity.pixel_digits > 0 ? fixed(activity.pixel_digits)
                                              : digits_of_width(image_value_bits(network.input)));
  for (std::size_t i = 0; i < network.layers.size(); ++i) {
    rates_.push_back(fixed(activity.firing_rates.empty() ? kDefaultFiringRate : activity.firing_rates[i]));
    digits_.push_back(activity.value_digits.empty() ? digits_of_width(network.layers[i].bounds.value_bits)
                                                    : fixed(activity.value_digits[i]));
  }
}

Fixed FixedActivity::rate(int layer) const { return rates_[static_cast<std::size_t>(layer + 1)]; }
Fixed FixedActivity::digits(int layer) const { return digits_[static_cast<std::size_t>(layer + 1)]; }

Fixed FixedActivity::word_is_sent(int layer, int channels) const {
  constexpr int kMoreBits = 10;  // so that rounding does not add up over a word
  const std::int64_t quiet = (kOne - rate(layer)) << kMoreBits;
  std::int64_t silent = kOne << kMoreBits;
  for (int i = 0; i < channels; ++i) silent = (silent * quiet) >> (kFixedBits + kMoreBits);
  return kOne - (silent >> kMoreBits);
}

int image_value_bits(const InputFormat& input) {
  if (input.pixel_offset.empty()) return signed_bits(0, 255);
  const auto [low, high] = std::minmax_element(input.pixel_offset.begin(), input.pixel_offset.end());
  return signed_bits(std::min(0, -*high), 255 - *low);
}

}  // namespace spikeloom
