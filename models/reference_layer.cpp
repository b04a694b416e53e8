// SPDX-License-Identifier: Apache-2.0
// The formula of models/layer.hpp, position by position. Weights are added up unshifted: the shifts are per output
// channel, and (w1 + w2) << s is (w1 << s) + (w2 << s).
#include "models/reference_layer.hpp"

#include <algorithm>

#include "models/fixed_point.hpp"
#include "models/neuron.hpp"
#include "models/reference_operators.hpp"
#include "models/vector_clones.hpp"

namespace spikeloom {
namespace {

using Numbers = std::vector<std::int32_t>;

/// Per-channel numbers widened to 32 bits; a layer without weights may leave them out.
template <class T>
Numbers widened(const std::vector<T>& source, int channels) {
  Numbers result(static_cast<std::size_t>(channels), 0);
  std::copy(source.begin(), source.end(), result.begin());
  return result;
}

SPIKELOOM_VECTOR_CLONES void settle(int channels, const std::int32_t* sums, const std::int32_t* residual,
                                    const std::int32_t* bias, const std::int32_t* weight_shift,
                                    const std::int32_t* output_shift, std::int32_t* x) {
  for (int c = 0; c < channels; ++c) {
    const std::int32_t start = shifted_add(bias[c], residual[c], output_shift[c]);
    x[c] = round_shift_right(shifted_add(start, sums[c], weight_shift[c]), output_shift[c]);
  }
}

SPIKELOOM_VECTOR_CLONES void fire(int channels, int fraction_bits, const std::int32_t* x, const std::int32_t* threshold,
                                  std::int32_t* membrane, std::uint8_t* spikes) {
  for (int c = 0; c < channels; ++c) {
    const LifResult result = lif_step(membrane[c], shift_left(x[c], fraction_bits), threshold[c]);
    membrane[c] = result.membrane;
    spikes[c] = result.spike ? 1 : 0;
  }
}

void pack(const std::vector<std::uint8_t>& spikes, std::uint64_t* words) {
  for (std::size_t c = 0; c < spikes.size(); ++c) words[c / 64] |= static_cast<std::uint64_t>(spikes[c]) << (c % 64);
}

class LayerRun {
 public:
  LayerRun(const Layer& layer, const WeightRows& rows, int time_steps, const LayerInputs& inputs)
      : layer_(layer),
        time_steps_(time_steps),
        operation_(make_accumulation(layer, rows, inputs, time_steps)),
        residual_source_(inputs.values(Role::Residual)),
        bias_(widened(layer.bias, layer.out.channels)),
        weight_shift_(widened(layer.weight_shift, layer.out.channels)),
        output_shift_(widened(layer.output_shift, layer.out.channels)),
        sums_(static_cast<std::size_t>(padded_channels(layer.out.channels))),
        residual_(bias_.size()),
        x_(bias_.size()),
        membrane_(bias_.size()),
        spikes_(bias_.size()) {
    if (layer.fires) result_.spikes = SpikeMap(time_steps, layer.out);
    if (layer.emits_values || layer.accumulates_over_time)
      result_.values = ValueMap(layer.accumulates_over_time ? 1 : time_steps, layer.out);
  }

  LayerActivity run() {
    for (int y = 0; y < layer_.out.height; ++y)
      for (int x = 0; x < layer_.out.width; ++x) layer_.accumulates_over_time ? sum_steps(y, x) : steps(y, x);
    result_.synaptic_additions = operation_->additions();
    return std::move(result_);
  }

 private:
  void steps(int y, int x) {
    std::fill(membrane_.begin(), membrane_.end(), 0);
    for (int t = 0; t < time_steps_; ++t) {
      if (t == 0 || !layer_.constant_over_time) {
        clear();
        accumulate(t, y, x);
        finish();
      }
      emit(t, y, x);
    }
  }

  void sum_steps(int y, int x) {
    clear();
    for (int t = 0; t < time_steps_; ++t) accumulate(t, y, x);
    finish();
    emit(0, y, x);
  }

  void clear() {
    std::fill(sums_.begin(), sums_.end(), 0);
    std::fill(residual_.begin(), residual_.end(), 0);
  }

  void accumulate(int t, int y, int x) {
    operation_->add(t, y, x, sums_.data());
    if (residual_source_) add_row(residual_source_.at(t, y, x), layer_.out.channels, residual_.data());
  }

  void finish() {
    settle(layer_.out.channels, sums_.data(), residual_.data(), bias_.data(), weight_shift_.data(),
           output_shift_.data(), x_.data());
  }

  void emit(int t, int y, int x) {
    if (!result_.values.empty()) std::copy(x_.begin(), x_.end(), result_.values.at(t, y, x));
    if (!layer_.fires) return;
    fire(layer_.out.channels, input_fraction_bits(time_steps_), x_.data(), layer_.threshold.data(), membrane_.data(),
         spikes_.data());
    pack(spikes_, result_.spikes.at(t, y, x));
  }

  const Layer& layer_;
  const int time_steps_;
  std::unique_ptr<Accumulation> operation_;
  ValueSource residual_source_;
  const Numbers bias_, weight_shift_, output_shift_;
  Numbers sums_, residual_, x_, membrane_;  // of the position being computed
  std::vector<std::uint8_t> spikes_;
  LayerActivity result_;
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

std::unique_ptr<Accumulation> make_accumulation(const Layer& layer, const WeightRows& rows, const LayerInputs& inputs,
                                                int time_steps) {
  switch (layer.op) {
    case Operator::Conv:
      return make_convolution(layer, rows, inputs);
    case Operator::DepthwiseConv:
      return make_depthwise(layer, inputs);
    case Operator::Attention:
      return make_attention(layer, inputs, time_steps);
    case Operator::SpatialSum:
      break;
  }
  return make_spatial_sum(layer, inputs);
}

ValueMap image_values(const Image& image, const InputFormat& input) {
  ValueMap values(1, input.shape);
  for (int y = 0; y < input.shape.height; ++y)
    for (int x = 0; x < input.shape.width; ++x)
      for (int c = 0; c < input.shape.channels; ++c)
        values.at(0, y, x)[c] = image.pixel(y, x, c) - input.pixel_offset[static_cast<std::size_t>(c)];
  return values;
}

LayerActivity run_layer(const Layer& layer, const WeightRows& rows, int time_steps, const ValueMap& image,
                        const std::vector<LayerActivity>& before) {
  const LayerInputs inputs(layer, image, before);
  return LayerRun(layer, rows, time_steps, inputs).run();
}

}  // namespace spikeloom
