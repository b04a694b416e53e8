// SPDX-License-Identifier: Apache-2.0
#include "cores/operators/core_operator.hpp"

#include "cores/accumulate_datapath.hpp"
#include "mapping/plan/row_geometry.hpp"

namespace spikeloom {

CoreOperator conv_on_core();
CoreOperator depthwise_conv_on_core();
CoreOperator attention_on_core();
CoreOperator spatial_sum_on_core();

namespace {

struct CoreLine {
  Operator op;
  CoreOperator (*on_core)();
};

constexpr CoreLine kCoreOperators[] = {
    {Operator::Conv, conv_on_core},
    {Operator::DepthwiseConv, depthwise_conv_on_core},
    {Operator::Attention, attention_on_core},
    {Operator::SpatialSum, spatial_sum_on_core},
};
static_assert(lists_each_operator(kCoreOperators));

}  // namespace

CoreOperator core_operator(Operator op) { return kCoreOperators[index_of(op)].on_core(); }

AddWord word_adder(const Layer& layer, int port) {
  if (is_positional(layer, port)) return port == partial_port(layer) ? add_partial_word : add_residual_word;
  const CoreOperator on_core = core_operator(layer.op);
  return port_signal(layer, port) == Signal::Spikes ? on_core.add_spikes : on_core.add_values;
}

}  // namespace spikeloom
