// SPDX-License-Identifier: Apache-2.0
#include "rtl/load/operators/operator_loader.hpp"

namespace spikeloom {
namespace {

constexpr OperatorLoader kLoaders[] = {
    {Operator::Conv, 0, false, nullptr},
    {Operator::DepthwiseConv, 1, false, nullptr},
    {Operator::Attention, 2, true, write_attention_tables},
    {Operator::SpatialSum, 3, false, nullptr},
};

}  // namespace

std::optional<OperatorLoader> operator_loader(Operator op) {
  for (const OperatorLoader& loader : kLoaders)
    if (loader.op == op) return loader;
  return std::nullopt;
}

}  // namespace spikeloom
