// SPDX-License-Identifier: Apache-2.0
#include "models/bounds.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "models/fixed_point.hpp"

namespace spikeloom {

namespace {

constexpr int kWordBits = 32;
constexpr int kPixelHigh = 255;

struct Range {
  std::int64_t low = 0, high = 0;
};
using Ranges = std::vector<Range>;  // per channel

// Far beyond what fits a word, and far below what overflows: a range that arrives here stays here.
constexpr std::int64_t kSaturated = std::int64_t{1} << 61;

__extension__ using Wide = __int128;

std::int64_t saturated(Wide value) {
  return static_cast<std::int64_t>(std::clamp<Wide>(value, -kSaturated, kSaturated));
}

Range operator+(const Range& a, const Range& b) {
  return {saturated(Wide{a.low} + b.low), saturated(Wide{a.high} + b.high)};
}
Range operator*(const Range& a, std::int64_t factor) {
  const std::int64_t low = saturated(Wide{a.low} * factor), high = saturated(Wide{a.high} * factor);
  return factor < 0 ? Range{high, low} : Range{low, high};
}
Range operator<<(const Range& a, int shift) { return a * (std::int64_t{1} << shift); }

Range hull(const Ranges& ranges) {
  Range all = ranges.front();
  for (const Range& r : ranges) all = {std::min(all.low, r.low), std::max(all.high, r.high)};
  return all;
}

Range with_zero(const Range& r) { return {std::min<std::int64_t>(r.low, 0), std::max<std::int64_t>(r.high, 0)}; }

/// round_shift_right in 64 bits.
Range round_shift(const Range& r, int shift) {
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
  Ranges input(const Layer& layer, Role role) const {
    const LayerInput& in = layer.inputs[layer.input_index(role)];
    if (in.source == kImageSource) return pixels();
    const int channels = network_.layers[in.source].out.channels;
    if (in.signal == Signal::Spikes) return Ranges(channels, Range{0, 1});
    Ranges ranges = values_[in.source];
    for (Range& r : ranges) r = with_zero(r);
    return ranges;
  }

  Ranges pixels() const {
    Ranges ranges;
    for (const int offset : network_.input.pixel_offset) ranges.push_back({-offset, kPixelHigh - offset});
    return ranges;
  }

  Ranges weighted(const Layer& layer) const {
    const Ranges in = input(layer, Role::Main);
    const bool depthwise = layer.op == Operator::DepthwiseConv;
    const int steps = layer.accumulates_over_time ? network_.time_steps : 1;
    const int channels = layer.out.channels;
    Ranges sums(channels);
    // The weights' rows, in the order in which they are stored.
    for (std::size_t at = 0; at < layer.weights.size(); at += channels)
      for (int o = 0; o < channels; ++o) {
        const Range& value = in[depthwise ? o : at / channels % layer.in.channels];
        sums[o] = sums[o] + value * layer.weights[at + o];
      }
    for (int o = 0; o < channels; ++o) sums[o] = (sums[o] << layer.weight_shift[o]) * steps;
    return sums;
  }

  Ranges operation(const Layer& layer) const {
    if (layer.has_weights()) return weighted(layer);
    if (layer.op == Operator::Attention) {
      const std::int64_t largest = std::int64_t{layer.in.positions()} * layer.head_channels();
      return Ranges(layer.out.channels, Range{0, largest});
    }
    Ranges sums = input(layer, Role::Main);
    for (Range& r : sums) r = r * layer.in.positions();
    return sums;
  }

  void bound(Layer& layer) {
    Ranges accumulators = operation(layer);
    Ranges values;
    const Ranges residual =
        layer.input_index(Role::Residual) >= 0 ? input(layer, Role::Residual) : Ranges(accumulators.size());
    for (std::size_t o = 0; o < accumulators.size(); ++o) {
      Range& acc = accumulators[o];
      acc = acc + (residual[o] << layer.output_shift[o]) + Range{layer.bias[o], layer.bias[o]};
      values.push_back(round_shift(acc, layer.output_shift[o]));
      // Room for what rounding adds.
      if (layer.output_shift[o] > 0) acc.high += std::int64_t{1} << (layer.output_shift[o] - 1);
    }
    report(layer, hull(accumulators), hull(values));
    values_.push_back(std::move(values));
  }

  void report(Layer& layer, const Range& accumulator, const Range& value) const {
    // U is largest when the largest X comes at every step: X 2^(T-1) (1 + 1/2 + ... ), T terms.
    const std::int64_t growth = (std::int64_t{1} << network_.time_steps) - 1;
    const Range membrane = layer.fires ? with_zero(value) * growth : Range{};
    layer.bounds = {accumulator.low, accumulator.high, value.low, value.high, membrane.low, membrane.high, 0, 0, 0};
    layer.bounds.accumulator_bits = signed_bits(accumulator.low, accumulator.high);
    layer.bounds.value_bits = signed_bits(value.low, value.high);
    if (!layer.fires) return;
    // A threshold out of reach is still compared with.
    const std::int64_t threshold = *std::max_element(layer.threshold.begin(), layer.threshold.end());
    layer.bounds.membrane_bits = signed_bits(membrane.low, std::max(membrane.high, threshold));
  }

  Network& network_;
  std::vector<Ranges> values_;  // of the layers done
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
