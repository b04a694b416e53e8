// SPDX-License-Identifier: Apache-2.0
// Dense convolution, gathered: a position's weight rows are added up for a block of channels whose sums stay in
// registers. What neighbouring columns of an input row contribute is one run of spikes or of values.
#include "models/operators/slice_work.hpp"
#include "models/operators/weighted_model.hpp"
#include "models/reference/position_counts.hpp"
#include "models/reference/reference_operators.hpp"
#include "models/reference/spike_lists.hpp"

namespace spikeloom {
namespace {

class SpikeConvolution final : public Accumulation {
 public:
  SpikeConvolution(const Layer& layer, const WeightRows& rows, const SpikeMap& input, int threads)
      : layer_(layer), rows_(rows), lists_(input, threads) {}

  void add(int t, int y, int x, int block, std::int32_t* sums) const override {
    const std::int8_t* weights = rows_.block(block);
    for_each_tap_run(layer_, y, x, [&](const TapRun& taps) { add_rows(weights, spikes_of(t, taps), sums); });
  }

  void add_pair(int t, int y, int x, int block, std::int32_t* sums) const override {
    const std::int8_t* weights = rows_.block(block);
    for_each_tap_run(layer_, y, x, [&](const TapRun& taps) {
      add_rows_of_pair(weights, rows_.rows() * kBlock, spikes_of(t, taps), sums);
    });
  }

  std::uint64_t additions(int t, int y, int x) const override {
    std::uint64_t spikes = 0;
    for_each_tap_run(layer_, y, x, [&](const TapRun& taps) {
      const SpikeRun run = spikes_of(t, taps);
      spikes += static_cast<std::uint64_t>(run.end - run.begin);
    });
    return spikes * static_cast<std::uint64_t>(layer_.out.channels);
  }

 private:
  SpikeRun spikes_of(int t, const TapRun& taps) const {
    return {lists_.at(t, taps.row, taps.column), lists_.at(t, taps.row, taps.column + taps.count),
            static_cast<std::ptrdiff_t>(taps.tap - taps.column) * layer_.in.channels};
  }

  const Layer& layer_;
  const WeightRows& rows_;
  SpikeLists lists_;
};

class ValueConvolution final : public Accumulation {
 public:
  ValueConvolution(const Layer& layer, const WeightRows& rows, ValueSource input, Execution execution)
      : layer_(layer), rows_(rows), input_(input), digits_(layer, execution, [&](int t, int y, int x) {
          return digits_at(input.at(t, y, x), layer.in.channels);
        }) {}

  void add(int t, int y, int x, int block, std::int32_t* sums) const override {
    const std::size_t channels = static_cast<std::size_t>(layer_.in.channels);
    for_each_tap_run(layer_, y, x, [&](const TapRun& taps) {
      add_scaled_rows(rows_.block(block) + static_cast<std::size_t>(taps.tap) * channels * kBlock,
                      input_.at(t, taps.row, taps.column), static_cast<std::size_t>(taps.count) * channels, sums);
    });
  }

  std::uint64_t additions(int t, int y, int x) const override {
    return digits_.under_kernel(t, y, x) * static_cast<std::uint64_t>(layer_.out.channels);
  }

 private:
  const Layer& layer_;
  const WeightRows& rows_;
  ValueSource input_;
  PositionCounts digits_;
};

class ConvModel final : public WeightedModel {
 public:
  using WeightedModel::WeightedModel;

  std::unique_ptr<Accumulation> accumulation(const Layer& layer, const WeightRows& rows, const LayerInputs& inputs,
                                             Execution execution) const override {
    if (inputs.carries_spikes(Role::Main))
      return std::make_unique<SpikeConvolution>(layer, rows, inputs.spikes(Role::Main), execution.threads);
    return std::make_unique<ValueConvolution>(layer, rows, inputs.values(Role::Main), execution);
  }

  /// One weight row for each set bit, or for each non-zero digit of each value, and each valid tap. Each word that is
  /// sent has a bit and a tap, so none takes less than its cycle.
  std::int64_t datapath_cycles(const SliceWork& work) const override {
    const std::int64_t inputs = work.pairs() * work.in_channels * work.input_steps;
    return work.additions(work.layer.inputs.front(), inputs) * work.beats(work.channels);
  }
};

}  // namespace

const OperatorModel& conv_model() {
  static const ConvModel model(Operator::Conv);
  return model;
}

}  // namespace spikeloom
