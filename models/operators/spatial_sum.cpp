// SPDX-License-Identifier: Apache-2.0
// The sum of the input values over all positions: the neuron behind it sees their mean.
#include <cmath>

#include "models/operators/operator_model.hpp"
#include "models/operators/slice_work.hpp"
#include "models/reference/reference_operators.hpp"

namespace spikeloom {
namespace {

class SpatialSum final : public Accumulation {
 public:
  SpatialSum(const Layer& layer, ValueSource input) : layer_(layer), input_(input) {}

  void add(int t, int /*y*/, int /*x*/, int block, std::int32_t* sums) const override {
    for (int y = 0; y < layer_.in.height; ++y)
      for (int x = 0; x < layer_.in.width; ++x)
        add_row(input_.at(t, y, x) + block * kBlock, channels_in_block(layer_.out, block), sums);
  }

  std::uint64_t additions(int, int, int) const override { return 0; }  // no weights

 private:
  const Layer& layer_;
  ValueSource input_;
};

class SpatialSumModel final : public OperatorModel {
 public:
  using OperatorModel::OperatorModel;

  std::vector<Operand> operands() const override {
    return {{Role::Main, false, true, false}, {Role::Residual, false, true, true}};
  }

  MapShape output_shape(const Layer& layer) const override { return {layer.in.channels, 1, 1}; }

  Intervals sums(const Layer& layer, const std::vector<Intervals>& inputs, int /*time_steps*/) const override {
    Intervals sums = inputs.front();
    for (Interval& sum : sums) sum = sum * layer.in.positions();
    return sums;
  }

  int output_shift(const Layer& layer) const override { return std::ilogb(layer.in.positions()); }

  std::unique_ptr<Accumulation> accumulation(const Layer& layer, const WeightRows& /*rows*/, const LayerInputs& inputs,
                                             Execution /*execution*/) const override {
    return std::make_unique<SpatialSum>(layer, inputs.values(Role::Main));
  }

  std::int64_t datapath_cycles(const SliceWork& work) const override {
    return work.value_word_beats(work.layer.inputs.front(), work.layer.in.positions());
  }
};

}  // namespace

const OperatorModel& spatial_sum_model() {
  static const SpatialSumModel model(Operator::SpatialSum);
  return model;
}

}  // namespace spikeloom
