// SPDX-License-Identifier: Apache-2.0
#pragma once
// The plan with its kernels in floating point, batch norms folded: what the quantiser turns into integers.

#include <vector>

#include "import/checkpoint.hpp"
#include "import/layer_plan.hpp"

namespace spikeloom {

struct FloatNetwork {
  LayerPlan plan;
  std::vector<DenseKernel> kernels;  ///< of each layer; empty for layers without weights
};

/// Throws InputError for missing, misshapen and unexpected tensors.
FloatNetwork read_float_network(Checkpoint& checkpoint, LayerPlan plan);

}  // namespace spikeloom
