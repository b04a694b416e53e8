// SPDX-License-Identifier: Apache-2.0
#pragma once
// How much a network has to do for an image: the profile by which the mapper balances work and estimates traffic.
// Measured on an inference of the integer reference, or assumed.

#include <cstdint>
#include <utility>
#include <vector>

#include "base/digits.hpp"

namespace spikeloom {

struct Image;
struct Inference;
struct InputFormat;
struct Network;

constexpr double kDefaultFiringRate = 0.15;
constexpr double kDefaultDigitsPerBit = 1.0 / 3.0;  ///< non-zero canonical signed digits, on average

struct Activity {
  std::vector<double> firing_rates;  ///< spikes per neuron and step, per layer; empty: kDefaultFiringRate everywhere
  std::vector<double> value_digits;  ///< non-zero digits per value that a layer emits; empty: from the proven width
  double pixel_digits = 0;           ///< the same of a pixel minus its offset; 0: from its width

  Activity() = default;
  Activity(std::vector<double> rates) : firing_rates(std::move(rates)) {}  // NOLINT: rates alone are a profile
};

/// What an inference of the reference shows. `code`: of the chip's datapath.
Activity measure_activity(const Network& network, const Inference& inference, const Image& image, DigitCode code);

/// Fixed point of all estimates, so that every host makes the same mapping: parts of kOne.
using Fixed = std::int64_t;
constexpr int kFixedBits = 20;
constexpr Fixed kOne = Fixed{1} << kFixedBits;

/// The profile in fixed point, with what it leaves open filled in. Throws InputError when it does not suit the network.
class FixedActivity {
 public:
  FixedActivity(const Network& network, const Activity& activity);

  Fixed rate(int layer) const;    ///< chance of a spike; kImageSource: of a layer that nobody measured
  Fixed digits(int layer) const;  ///< per value; kImageSource: per pixel
  /// Chance that a word of `channels` bits of the layer is not all zeros; only such words are sent.
  Fixed word_is_sent(int layer, int channels) const;

 private:
  std::vector<Fixed> rates_, digits_;  ///< [layer + 1]; the image first
};

/// Bits of a pixel minus its channel's offset.
int image_value_bits(const InputFormat& input);

}  // namespace spikeloom
