// SPDX-License-Identifier: Apache-2.0
#pragma once
// How many multiply-accumulates a dense implementation of a layer takes in one time step, padding taps counted, as
// published figures do; and how many the literature counts for the same operator in other forms. Importers mark the
// layers of such operators (Layer::composite). Used by energy.

#include <cstdint>

#include "models/network.hpp"

namespace spikeloom {

/// Of one time step. In the other forms the first layer of a RepConv or SepConv that reads spikes carries the whole
/// operator (their sum is over its input rate), and the layers behind it carry nothing.
struct LayerOperations {
  std::uint64_t as_simulated = 0;   ///< of this layer as it is
  std::uint64_t as_released = 0;    ///< RepConv: 1x1, depth-wise 3x3, 1x1; SepConv: 1x1, depth-wise 7x7, 1x1
  std::uint64_t repconv_fused = 0;  ///< RepConv: one 3x3
  std::uint64_t all_fused = 0;      ///< and the last two of a SepConv: one 7x7
  bool operator==(const LayerOperations& o) const {
    return as_simulated == o.as_simulated && as_released == o.as_released && repconv_fused == o.repconv_fused &&
           all_fused == o.all_fused;
  }
};

LayerOperations layer_operations(const Network& network, std::size_t layer);

}  // namespace spikeloom
