// SPDX-License-Identifier: Apache-2.0
#pragma once
// The list of operators: one line each, with the properties that inner loops ask. Everything else that other rooms ask
// is in the operator's model (models/operators/operator_model.hpp). docs/extending.md adds one.

#include <cstddef>
#include <cstdint>

namespace spikeloom {

class OperatorModel;

enum class Operator : std::uint8_t {
  Conv,           ///< dense convolution, 1x1 and linear layers included
  DepthwiseConv,  ///< one filter per channel
  Attention,      ///< SDSA-3: acc = Q (K^T V) per head, inputs Query, Key, Value; no weights, bias 0
  SpatialSum      ///< sum of the input values over all positions: output 1x1; no weights
};

const OperatorModel& conv_model();
const OperatorModel& depthwise_conv_model();
const OperatorModel& attention_model();
const OperatorModel& spatial_sum_model();

/// Input positions that an output position depends on.
enum class Reach : std::uint8_t { Kernel, WholeMap };

struct OperatorTraits {
  Operator op;
  const char* name;  ///< in network files, results, tables and messages
  Reach reach;
  bool mixes_channels;   ///< each output channel reads all input channels; a layer may be cut in input channels
  bool has_weights;      ///< one for each tap, output channel and input channel that the output channel reads
  bool divides_columns;  ///< a layer may be cut in columns
  const OperatorModel& (*model)();
};

constexpr OperatorTraits kOperators[] = {
    {Operator::Conv, "conv", Reach::Kernel, true, true, true, conv_model},
    {Operator::DepthwiseConv, "depthwise_conv", Reach::Kernel, false, true, true, depthwise_conv_model},
    {Operator::Attention, "attention", Reach::WholeMap, false, false, false, attention_model},
    {Operator::SpatialSum, "spatial_sum", Reach::WholeMap, false, false, true, spatial_sum_model},
};
constexpr std::size_t kOperatorCount = sizeof kOperators / sizeof *kOperators;

constexpr std::size_t index_of(Operator op) { return static_cast<std::size_t>(op); }
constexpr const OperatorTraits& traits_of(Operator op) { return kOperators[index_of(op)]; }
inline const OperatorModel& operator_model(Operator op) { return traits_of(op).model(); }

/// The lines of a list of operators are in the order of the enumeration.
template <class Line, std::size_t count>
constexpr bool lists_each_operator(const Line (&lines)[count]) {
  for (std::size_t i = 0; i < count; ++i)
    if (index_of(lines[i].op) != i) return false;
  return count == kOperatorCount;
}
static_assert(lists_each_operator(kOperators));

}  // namespace spikeloom
