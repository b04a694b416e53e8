// SPDX-License-Identifier: Apache-2.0
// Depth-wise convolution (one weight per channel and tap) and the sum over all positions.
#include "models/digits.hpp"
#include "models/reference_operators.hpp"

namespace spikeloom {
namespace {

class SpikeDepthwise final : public Accumulation {
 public:
  SpikeDepthwise(const Layer& layer, const SpikeMap& input) : layer_(layer), input_(input) {}

  void add(int t, int y, int x, std::int32_t* sums) override {
    for_each_tap(layer_, y, x, [&](int tap, int row, int column) {
      const std::int8_t* weights = layer_.weights.data() + static_cast<std::size_t>(tap) * layer_.out.channels;
      for_each_spike(input_.at(t, row, column), input_.words(), [&](int c) {
        sums[c] += weights[c];
        ++additions_;
      });
    });
  }

 private:
  const Layer& layer_;
  const SpikeMap& input_;
};

class ValueDepthwise final : public Accumulation {
 public:
  ValueDepthwise(const Layer& layer, ValueSource input) : layer_(layer), input_(input) {}

  void add(int t, int y, int x, std::int32_t* sums) override {
    for_each_tap(layer_, y, x, [&](int tap, int row, int column) {
      const std::int8_t* weights = layer_.weights.data() + static_cast<std::size_t>(tap) * layer_.out.channels;
      const std::int32_t* values = input_.at(t, row, column);
      for (int c = 0; c < layer_.out.channels; ++c) {
        sums[c] += values[c] * weights[c];
        additions_ += static_cast<std::uint64_t>(digit_count(values[c], DigitCode::CanonicalSignedDigit));
      }
    });
  }

 private:
  const Layer& layer_;
  ValueSource input_;
};

class SpatialSum final : public Accumulation {
 public:
  SpatialSum(const Layer& layer, ValueSource input) : layer_(layer), input_(input) {}

  void add(int t, int /*y*/, int /*x*/, std::int32_t* sums) override {
    for (int y = 0; y < layer_.in.height; ++y)
      for (int x = 0; x < layer_.in.width; ++x) add_row(input_.at(t, y, x), layer_.out.channels, sums);
  }

 private:
  const Layer& layer_;
  ValueSource input_;
};

}  // namespace

std::unique_ptr<Accumulation> make_depthwise(const Layer& layer, const LayerInputs& inputs) {
  if (inputs.carries_spikes(Role::Main)) return std::make_unique<SpikeDepthwise>(layer, inputs.spikes(Role::Main));
  return std::make_unique<ValueDepthwise>(layer, inputs.values(Role::Main));
}

std::unique_ptr<Accumulation> make_spatial_sum(const Layer& layer, const LayerInputs& inputs) {
  return std::make_unique<SpatialSum>(layer, inputs.values(Role::Main));
}

}  // namespace spikeloom
