// SPDX-License-Identifier: Apache-2.0
#pragma once
// One layer of an integer network: an operator that accumulates, then (optionally) a neuron.
//
// For output channel o at output position (y, x) and time step t, every layer computes
//
//   acc = bias[o] + sum over taps of (weight << weight_shift[o]) * input + (residual << output_shift[o])
//   X   = round_shift_right(acc, output_shift[o])                  -> emitted as value words when emits_values
//   U   = (U_after_reset >> 1) + (X << (time_steps - 1))           -> emitted as spikes when fires:
//   spike = U >= threshold[o], then U = 0                             (models/neuron.hpp)
//
// so that the result never depends on the order in which inputs arrive. All of it fits 32 bits; `bounds` proves it.

#include <cstdint>
#include <string>
#include <vector>

#include "models/operators/operator.hpp"

namespace spikeloom {

/// Size of a map of one time step.
struct MapShape {
  int channels = 0;
  int height = 0;
  int width = 0;
  int positions() const { return height * width; }
  int neurons() const { return channels * height * width; }
  bool operator==(const MapShape& o) const { return channels == o.channels && height == o.height && width == o.width; }
};

/// Square stride and zero padding; input row of output row y and tap k: y * stride - padding + k.
struct Kernel {
  int height = 1;
  int width = 1;
  int stride = 1;
  int padding = 0;
  int taps() const { return height * width; }
};

/// What a connection carries: bits, or signed integers (value words).
enum class Signal : std::uint8_t { Spikes, Values };

/// What a layer does with an input. A layer's inputs stand in this order. Partial is no input of a layer: it is what a
/// slice does with the sums that another slice of the same layer sends (mapping/plan/mapping.hpp).
enum class Role : std::uint8_t { Main, Residual, Query, Key, Value, Partial };

/// The part of a layer in a composite operator that papers also count in other forms (models/operation_count.hpp). The
/// first layer of a composite, or the one that computes all of it, has its name; the layers behind it are its tail.
enum class Composite : std::uint8_t {
  None,
  RepConv,  ///< 1x1, depth-wise 3x3, 1x1 of the same channels
  RepConvTail,
  SepConv,  ///< the depth-wise 7x7 and the 1x1 behind it
  SepConvTail
};

constexpr int kImageSource = -1;  ///< LayerInput::source of the network's image

struct LayerInput {
  int source = kImageSource;  ///< index of the producing layer (always smaller than the consumer's), or kImageSource
  Role role = Role::Main;
  Signal signal = Signal::Spikes;  ///< Residual inputs are Values, Query/Key/Value are Spikes
};

/// Proven extremes over all possible inputs; bits are those of a two's complement number.
struct Bounds {
  std::int64_t accumulator_low = 0, accumulator_high = 0;
  std::int64_t value_low = 0, value_high = 0;  ///< of X
  std::int64_t membrane_low = 0, membrane_high = 0;
  int accumulator_bits = 0;
  int value_bits = 0;
  int membrane_bits = 0;  ///< 0 for a layer that does not fire
};

struct Layer {
  std::string name;  ///< state-dict prefix of the operator, e.g. "block3.0.attn.q_conv", "block3.0.attn", "head"
  Operator op = Operator::Conv;
  MapShape in;  ///< of the main input (of Query for Attention)
  MapShape out;
  Kernel kernel;
  int heads = 1;  ///< Attention only
  std::vector<LayerInput> inputs;
  Composite composite = Composite::None;

  std::vector<std::int8_t> weights;        ///< Conv: [ky][kx][c_in][c_out]; DepthwiseConv: [ky][kx][c]
  std::vector<std::uint8_t> weight_shift;  ///< per output channel
  std::vector<std::uint8_t> output_shift;  ///< per output channel
  std::vector<std::int32_t> bias;          ///< per output channel, in accumulator units
  std::vector<std::int32_t> threshold;     ///< per output channel, in units of U; empty unless fires

  bool fires = false;                  ///< has a LIF and emits spikes
  bool emits_values = false;           ///< emits X
  bool constant_over_time = false;     ///< the input is the same at every step (the image): accumulated once per image
  bool accumulates_over_time = false;  ///< the head: one accumulator over all steps, X once per image, no neuron

  Bounds bounds;

  bool has_weights() const { return traits_of(op).has_weights; }
  bool reads_whole_map() const { return traits_of(op).reach == Reach::WholeMap; }
  bool mixes_channels() const { return traits_of(op).mixes_channels; }
  /// Input channels that each output channel reads.
  int filter_channels() const { return mixes_channels() ? in.channels : 1; }
  int head_channels() const { return out.channels / heads; }
  /// Offset in `weights` of the row of output channels of a tap and an input channel (Conv).
  std::size_t weight_row(int ky, int kx, int c_in) const {
    return (static_cast<std::size_t>(ky * kernel.width + kx) * in.channels + c_in) * out.channels;
  }
  /// Index of the input with this role in `inputs`, or -1.
  int input_index(Role role) const {
    for (std::size_t i = 0; i < inputs.size(); ++i)
      if (inputs[i].role == role) return static_cast<int>(i);
    return -1;
  }
};

}  // namespace spikeloom
