// SPDX-License-Identifier: Apache-2.0
#include "models/operators/operator_model.hpp"

#include "models/network_size.hpp"

namespace spikeloom {

std::vector<Operand> OperatorModel::operands() const {
  return {{Role::Main, true, true, false}, {Role::Residual, false, true, true}};
}

MapShape OperatorModel::output_shape(const Layer& layer) const {
  const Kernel& k = layer.kernel;
  const auto size = [&k](int in, int taps) { return (in + 2 * k.padding - taps) / k.stride + 1; };
  const int channels = traits().mixes_channels ? layer.out.channels : layer.in.channels;
  return {channels, size(layer.in.height, k.height), size(layer.in.width, k.width)};
}

std::string OperatorModel::broken_rule(const Layer&) const { return {}; }

int OperatorModel::output_shift(const Layer&) const { return 0; }

std::uint64_t OperatorModel::multiply_accumulates(const Layer& layer) const {
  return static_cast<std::uint64_t>(layer.out.positions()) * weight_count(layer);
}

int OperatorModel::channel_unit(const Layer&) const { return 1; }

std::int64_t OperatorModel::state_bits(const Layer&, int, int) const { return 0; }

std::string OperatorModel::parameter_text(const Layer& layer) const {
  if (traits().reach != Reach::Kernel) return {};
  const std::string size = std::to_string(layer.kernel.height) + "x" + std::to_string(layer.kernel.width);
  return layer.kernel.stride == 1 ? size : size + " /" + std::to_string(layer.kernel.stride);
}

}  // namespace spikeloom
