// SPDX-License-Identifier: Apache-2.0
// The formula of models/layer.hpp over a layer: band of rows by band of rows, a band block by block of channels, a
// block position by position and all time steps of a position together. So a block's weights stay in the cache over a
// band, sums and membranes in registers, and bands are what threads share out.
#include "models/reference/reference_layer.hpp"

#include <algorithm>
#include <numeric>

#include "base/parallel.hpp"
#include "models/neuron.hpp"
#include "models/operators/operator_model.hpp"
#include "models/reference/reference_neurons.hpp"
#include "models/reference/reference_operators.hpp"

namespace spikeloom {
namespace {

// Positions over which a strip's weights are worth being fetched into the cache.
constexpr int kBandPositions = 128;
constexpr int kStripBlocks = 2;
constexpr int kStrip = kStripBlocks * kBlock;
constexpr std::int32_t kNoResidual[kStrip] = {};

class LayerRun {
 public:
  LayerRun(const Layer& layer, const WeightRows& rows, Execution execution, const LayerInputs& inputs)
      : layer_(layer),
        execution_(execution),
        operation_(operator_model(layer.op).accumulation(layer, rows, inputs, execution)),
        residual_(inputs.values(Role::Residual)),
        numbers_(layer) {
    if (layer.fires) result_.spikes = SpikeMap(execution.time_steps, layer.out);
    if (layer.emits_values || layer.accumulates_over_time)
      result_.values = ValueMap(layer.accumulates_over_time ? 1 : execution.time_steps, layer.out);
  }

  LayerActivity run() {
    const int height = layer_.out.height;
    const int rows = std::max(1, std::min(kBandPositions / layer_.out.width, height / execution_.threads));
    const int bands = (height + rows - 1) / rows;
    std::vector<std::uint64_t> additions(static_cast<std::size_t>(bands));
    parallel_for(execution_.threads, bands, [&](int band) {
      const int begin = band * rows, end = std::min(begin + rows, height);
      for (int b = 0; b < block_count(layer_.out.channels); b += kStripBlocks) run_strip(b, begin, end);
      additions[static_cast<std::size_t>(band)] = additions_in(begin, end);
    });
    result_.synaptic_additions = std::accumulate(additions.begin(), additions.end(), operation_->additions_before());
    return std::move(result_);
  }

 private:
  /// One or two blocks of channels at one position: what stays in registers or next to them.
  struct Strip {
    int first, blocks;  // blocks
    int channel, channels;
    std::int32_t sums[kStrip], x[kStrip], membrane[kStrip];
    std::int32_t residual[kStrip] = {};  // channels above the layer's last one stay 0
  };

  void run_strip(int first, int begin, int end) {
    Strip strip;
    strip.first = first;
    strip.blocks = std::min(kStripBlocks, block_count(layer_.out.channels) - first);
    strip.channel = first * kBlock;
    strip.channels = std::min(kStrip, layer_.out.channels - strip.channel);
    for (int y = begin; y < end; ++y)
      for (int x = 0; x < layer_.out.width; ++x)
        layer_.accumulates_over_time ? sum_steps(strip, y, x) : steps(strip, y, x);
  }

  void steps(Strip& strip, int y, int x) {
    std::fill_n(strip.membrane, kStrip, 0);
    for (int t = 0; t < execution_.time_steps; ++t) {
      if (t == 0 || !layer_.constant_over_time) {
        std::fill_n(strip.sums, kStrip, 0);
        accumulate(strip, t, y, x);
        settle(strip, residual_at(strip, t, y, x));
      }
      emit(strip, t, y, x);
    }
  }

  void sum_steps(Strip& strip, int y, int x) {
    std::fill_n(strip.membrane, kStrip, 0);
    std::fill_n(strip.sums, kStrip, 0);
    std::fill_n(strip.residual, kStrip, 0);
    for (int t = 0; t < execution_.time_steps; ++t) {
      accumulate(strip, t, y, x);
      if (residual_) add_row(residual_.at(t, y, x) + strip.channel, strip.channels, strip.residual);
    }
    settle(strip, strip.residual);
    emit(strip, 0, y, x);
  }

  void accumulate(Strip& strip, int t, int y, int x) const {
    if (strip.blocks == kStripBlocks)
      operation_->add_pair(t, y, x, strip.first, strip.sums);
    else
      operation_->add(t, y, x, strip.first, strip.sums);
  }

  /// kStrip numbers: where the map has them all, they are read there.
  const std::int32_t* residual_at(Strip& strip, int t, int y, int x) const {
    if (!residual_) return kNoResidual;
    const std::int32_t* values = residual_.at(t, y, x) + strip.channel;
    if (strip.channels == strip.blocks * kBlock) return values;
    std::copy_n(values, strip.channels, strip.residual);
    return strip.residual;
  }

  void settle(Strip& strip, const std::int32_t* residual) const {
    for (int b = 0, c = 0; b < strip.blocks; ++b, c += kBlock)
      numbers_.settle(strip.first + b, strip.sums + c, residual + c, strip.x + c);
  }

  void emit(Strip& strip, int t, int y, int x) {
    if (!result_.values.empty()) std::copy_n(strip.x, strip.channels, result_.values.at(t, y, x) + strip.channel);
    if (!layer_.fires) return;
    const int fraction_bits = input_fraction_bits(execution_.time_steps);
    std::uint64_t* spikes = result_.spikes.at(t, y, x) + strip.first;
    for (int b = 0, c = 0; b < strip.blocks; ++b, c += kBlock)
      spikes[b] = numbers_.fire(strip.first + b, fraction_bits, strip.x + c, strip.membrane + c);
  }

  std::uint64_t additions_in(int begin, int end) const {
    std::uint64_t sum = 0;
    for (int t = 0; t < (layer_.constant_over_time ? 1 : execution_.time_steps); ++t)
      for (int y = begin; y < end; ++y)
        for (int x = 0; x < layer_.out.width; ++x) sum += operation_->additions(t, y, x);
    return sum;
  }

  const Layer& layer_;
  const Execution execution_;
  std::unique_ptr<Accumulation> operation_;
  ValueSource residual_;
  const ChannelNumbers numbers_;
  LayerActivity result_;  // threads write rows of their own
};

}  // namespace

bool LayerInputs::carries_spikes(Role role) const {
  return layer_.inputs[static_cast<std::size_t>(layer_.input_index(role))].signal == Signal::Spikes;
}

const SpikeMap& LayerInputs::spikes(Role role) const {
  const LayerInput& input = layer_.inputs[static_cast<std::size_t>(layer_.input_index(role))];
  return before_[static_cast<std::size_t>(input.source)].spikes;
}

ValueSource LayerInputs::values(Role role) const {
  const int index = layer_.input_index(role);
  if (index < 0) return {};
  const int source = layer_.inputs[static_cast<std::size_t>(index)].source;
  if (source == kImageSource) return {image_, true};
  return {before_[static_cast<std::size_t>(source)].values, false};
}

ValueMap image_values(const Image& image, const InputFormat& input) {
  ValueMap values(1, input.shape);
  for (int y = 0; y < input.shape.height; ++y)
    for (int x = 0; x < input.shape.width; ++x)
      for (int c = 0; c < input.shape.channels; ++c)
        values.at(0, y, x)[c] = image.pixel(y, x, c) - input.pixel_offset[static_cast<std::size_t>(c)];
  return values;
}

LayerActivity run_layer(const Layer& layer, const WeightRows& rows, Execution execution, const ValueMap& image,
                        const std::vector<LayerActivity>& before) {
  const LayerInputs inputs(layer, image, before);
  return LayerRun(layer, rows, execution, inputs).run();
}

}  // namespace spikeloom
