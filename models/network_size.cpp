// SPDX-License-Identifier: Apache-2.0
#include "models/network_size.hpp"

#include "models/operators/operator_model.hpp"

namespace spikeloom {

std::uint64_t weight_count(const Layer& layer) {
  if (!layer.has_weights()) return 0;
  return static_cast<std::uint64_t>(layer.kernel.taps()) * static_cast<std::uint64_t>(layer.out.channels) *
         static_cast<std::uint64_t>(layer.filter_channels());
}

std::uint64_t multiply_accumulates(const Layer& layer) { return operator_model(layer.op).multiply_accumulates(layer); }

}  // namespace spikeloom
