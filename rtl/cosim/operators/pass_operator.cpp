// SPDX-License-Identifier: Apache-2.0
#include "rtl/cosim/operators/pass_operator.hpp"

#include "base/error.hpp"
#include "models/layer_names.hpp"

namespace spikeloom {

std::unique_ptr<PassOperator> conv_passes(const PassSlice& slice, int time_steps);
std::unique_ptr<PassOperator> depthwise_conv_passes(const PassSlice& slice, int time_steps);
std::unique_ptr<PassOperator> attention_passes(const PassSlice& slice, int time_steps);
std::unique_ptr<PassOperator> spatial_sum_passes(const PassSlice& slice, int time_steps);

namespace {

struct PassLine {
  Operator op;
  std::unique_ptr<PassOperator> (*make)(const PassSlice&, int time_steps);
};

constexpr PassLine kPassOperators[] = {
    {Operator::Conv, conv_passes},
    {Operator::DepthwiseConv, depthwise_conv_passes},
    {Operator::Attention, attention_passes},
    {Operator::SpatialSum, spatial_sum_passes},
};

}  // namespace

void PassOperator::job(PassSums&, const PassSlice& slice, int, int, int) {
  throw RunError("layer " + slice.layer->name + " (RTL): began a job, and operator " + to_string(slice.layer->op) +
                 " has none");
}

std::unique_ptr<PassOperator> make_pass_operator(const PassSlice& slice, int time_steps) {
  for (const PassLine& line : kPassOperators)
    if (line.op == slice.layer->op) return line.make(slice, time_steps);
  throw InputError("layer " + slice.layer->name + ": the RTL core does not know operator " +
                   to_string(slice.layer->op));
}

}  // namespace spikeloom
