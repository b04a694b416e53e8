// SPDX-License-Identifier: Apache-2.0
#pragma once
// The bounds that all operators with weights share. Private to models/operators.

#include "models/operators/operator_model.hpp"

namespace spikeloom {

class WeightedModel : public OperatorModel {
 public:
  using OperatorModel::OperatorModel;

  Intervals sums(const Layer& layer, const std::vector<Intervals>& inputs, int time_steps) const final;

 protected:
  ~WeightedModel() = default;
};

}  // namespace spikeloom
