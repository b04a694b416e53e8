// SPDX-License-Identifier: Apache-2.0
#include "models/bounds.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "models/fixed_point.hpp"
#include "models/operators/operator_model.hpp"

namespace spikeloom {

namespace {

constexpr int kWordBits = 32;
constexpr int kPixelHigh = 255;

/// round_shift_right in 64 bits.
Interval round_shift(const Interval& r, int shift) {
  const std::int64_t half = shift == 0 ? 0 : std::int64_t{1} << (shift - 1);
  return {(r.low + half) >> shift, (r.high + half) >> shift};
}

class Propagation {
 public:
  explicit Propagation(Network& network) : network_(network) {}

  void run() {
    for (Layer& layer : network_.layers) bound(layer);
  }

 private:
  /// Of the input's words per channel; absent is always possible (padding, a partial sum).
  Intervals input(const LayerInput& in) const {
    if (in.source == kImageSource) return pixels();
    const int channels = network_.layers[in.source].out.channels;
    if (in.signal == Signal::Spikes) return Intervals(channels, Interval{0, 1});
    Intervals ranges = values_[in.source];
    for (Interval& r : ranges) r = with_zero(r);
    return ranges;
  }

  Intervals pixels() const {
    Intervals ranges;
    for (const int offset : network_.input.pixel_offset) ranges.push_back({-offset, kPixelHigh - offset});
    return ranges;
  }

  std::vector<Intervals> inputs(const Layer& layer) const {
    std::vector<Intervals> all;
    for (const LayerInput& in : layer.inputs) all.push_back(input(in));
    return all;
  }

  void bound(Layer& layer) {
    const std::vector<Intervals> inputs = this->inputs(layer);
    Intervals accumulators = operator_model(layer.op).sums(layer, inputs, network_.time_steps);
    Intervals values;
    const int port = layer.input_index(Role::Residual);
    const Intervals residual = port >= 0 ? inputs[port] : Intervals(accumulators.size());
    for (std::size_t o = 0; o < accumulators.size(); ++o) {
      Interval& acc = accumulators[o];
      acc = acc + (residual[o] << layer.output_shift[o]) + Interval{layer.bias[o], layer.bias[o]};
      values.push_back(round_shift(acc, layer.output_shift[o]));
      // Room for what rounding adds.
      if (layer.output_shift[o] > 0) acc.high += std::int64_t{1} << (layer.output_shift[o] - 1);
    }
    report(layer, hull(accumulators), hull(values));
    values_.push_back(std::move(values));
  }

  void report(Layer& layer, const Interval& accumulator, const Interval& value) const {
    // U is largest when the largest X comes at every step: X 2^(T-1) (1 + 1/2 + ... ), T terms.
    const std::int64_t growth = (std::int64_t{1} << network_.time_steps) - 1;
    const Interval membrane = layer.fires ? with_zero(value) * growth : Interval{};
    layer.bounds = {accumulator.low, accumulator.high, value.low, value.high, membrane.low, membrane.high, 0, 0, 0};
    layer.bounds.accumulator_bits = signed_bits(accumulator.low, accumulator.high);
    layer.bounds.value_bits = signed_bits(value.low, value.high);
    if (!layer.fires) return;
    // A threshold out of reach is still compared with.
    const std::int64_t threshold = *std::max_element(layer.threshold.begin(), layer.threshold.end());
    layer.bounds.membrane_bits = signed_bits(membrane.low, std::max(membrane.high, threshold));
  }

  Network& network_;
  std::vector<Intervals> values_;  // of the layers done
};

void require_word(const Layer& layer, const char* what, int bits) {
  if (bits > kWordBits)
    throw InputError("layer " + layer.name + ": its " + what + " needs " + std::to_string(bits) +
                     " bits, allowed are 32");
}

}  // namespace

void propagate_bounds(Network& network) { Propagation(network).run(); }

void compute_bounds(Network& network) {
  propagate_bounds(network);
  for (const Layer& layer : network.layers) {
    require_word(layer, "accumulator", layer.bounds.accumulator_bits);
    require_word(layer, "membrane", layer.bounds.membrane_bits);
  }
}

}  // namespace spikeloom
