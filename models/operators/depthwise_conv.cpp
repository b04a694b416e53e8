// SPDX-License-Identifier: Apache-2.0
// Depth-wise convolution: one weight per channel and tap. Spikes become masks of bytes once per layer: a tap then costs
// a block of channels two instructions, fewer than finding the spikes would.
#include "models/operators/slice_work.hpp"
#include "models/operators/weighted_model.hpp"
#include "models/reference/position_counts.hpp"
#include "models/reference/reference_operators.hpp"

namespace spikeloom {
namespace {

class SpikeDepthwise final : public Accumulation {
 public:
  SpikeDepthwise(const Layer& layer, const WeightRows& rows, const SpikeMap& input, Execution execution)
      : layer_(layer),
        rows_(rows),
        stride_(static_cast<std::size_t>(input.words()) * kBlock),
        masks_(input.bits().size() * kBlock),
        spikes_(layer, execution, [&](int t, int y, int x) { return prepare(input, t, y, x); }) {}

  void add(int t, int y, int x, int block, std::int32_t* sums) const override {
    for_each_tap_run(layer_, y, x, [&](const TapRun& taps) {
      const std::int8_t* first = masks_.data() + position(t, taps.row, taps.column) * stride_;
      add_masked_rows(rows_.block(block) + static_cast<std::size_t>(taps.tap) * kBlock,
                      {first + static_cast<std::size_t>(block) * kBlock, stride_, static_cast<std::size_t>(taps.count)},
                      sums);
    });
  }

  std::uint64_t additions(int t, int y, int x) const override { return spikes_.under_kernel(t, y, x); }

 private:
  std::size_t position(int t, int y, int x) const {
    return (static_cast<std::size_t>(t) * layer_.in.height + y) * layer_.in.width + x;
  }

  /// Fills the masks of a position; its spikes.
  std::uint32_t prepare(const SpikeMap& input, int t, int y, int x) {
    std::uint32_t spikes = 0;
    std::int8_t* mask = masks_.data() + position(t, y, x) * stride_;
    for (int w = 0; w < input.words(); ++w, mask += kBlock) {
      const std::uint64_t word = input.at(t, y, x)[w];
      expand_mask(word, mask);
      spikes += static_cast<unsigned>(__builtin_popcountll(word));
    }
    return spikes;
  }

  const Layer& layer_;
  const WeightRows& rows_;
  std::size_t stride_;  // of a position's masks
  std::vector<std::int8_t> masks_;
  PositionCounts spikes_;
};

class ValueDepthwise final : public Accumulation {
 public:
  ValueDepthwise(const Layer& layer, const WeightRows& rows, ValueSource input, Execution execution)
      : layer_(layer), rows_(rows), input_(input), digits_(layer, execution, [&](int t, int y, int x) {
          return digits_at(input.at(t, y, x), layer.in.channels);
        }) {}

  void add(int t, int y, int x, int block, std::int32_t* sums) const override {
    const int channels = channels_in_block(layer_.out, block);
    for_each_tap_run(layer_, y, x, [&](const TapRun& taps) {
      for (int i = 0; i < taps.count; ++i)
        add_products(input_.at(t, taps.row, taps.column + i) + block * kBlock,
                     rows_.block(block) + static_cast<std::size_t>(taps.tap + i) * kBlock, channels, sums);
    });
  }

  std::uint64_t additions(int t, int y, int x) const override { return digits_.under_kernel(t, y, x); }

 private:
  const Layer& layer_;
  const WeightRows& rows_;
  ValueSource input_;
  PositionCounts digits_;
};

class DepthwiseConvModel final : public WeightedModel {
 public:
  using WeightedModel::WeightedModel;

  std::unique_ptr<Accumulation> accumulation(const Layer& layer, const WeightRows& rows, const LayerInputs& inputs,
                                             Execution execution) const override {
    if (inputs.carries_spikes(Role::Main))
      return std::make_unique<SpikeDepthwise>(layer, rows, inputs.spikes(Role::Main), execution);
    return std::make_unique<ValueDepthwise>(layer, rows, inputs.values(Role::Main), execution);
  }

  std::int64_t datapath_cycles(const SliceWork& work) const override { return work.channel_word_beats(); }
};

}  // namespace

const OperatorModel& depthwise_conv_model() {
  static const DepthwiseConvModel model(Operator::DepthwiseConv);
  return model;
}

}  // namespace spikeloom
