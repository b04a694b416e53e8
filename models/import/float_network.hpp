// SPDX-License-Identifier: Apache-2.0
#pragma once
// Meta-SpikeFormer as the layers of layer.hpp, batch norms folded and RepConvs fused, still in floating point: what the
// quantiser turns into integers.

#include <vector>

#include "models/import/checkpoint.hpp"
#include "models/import/config.hpp"
#include "models/layer.hpp"

namespace spikeloom {

constexpr int kNoStream = -1;

struct FloatLayer {
  Layer layer;                ///< name, operator, shapes, inputs, what it emits; none of its integers
  DenseKernel kernel;         ///< of Conv and DepthwiseConv
  int stream = kNoStream;     ///< the residual stream that it writes: 0 for the stem's, 4 for the last stage's
  double firing_level = 2.0;  ///< fires when U >= this, U in float units of X: 2 V_th (neuron.hpp)
};

struct FloatNetwork {
  ModelConfig config;
  std::vector<FloatLayer> layers;
};

/// Throws InputError for missing, misshapen and unexpected tensors.
FloatNetwork build_float_network(Checkpoint& checkpoint, const ModelConfig& config);

}  // namespace spikeloom
