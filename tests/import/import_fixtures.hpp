// SPDX-License-Identifier: Apache-2.0
#pragma once
// Random checkpoints of any configuration, and files of the safetensors format, damaged ones included.

#include <map>
#include <string>

#include "import/config.hpp"
#include "import/tensor.hpp"

namespace spikeloom {

using TensorMap = std::map<std::string, Tensor>;

/// A tiny network: dims 8, 12, 16, 20, two heads, 12 x 12 images, T = 2.
ModelConfig tiny_config();

/// config.json as read_model_config wants it.
std::string config_json(const ModelConfig& config);

/// All tensors of the authors' state dict; batch-norm gammas of either sign, neither silent nor saturated.
TensorMap random_checkpoint(const ModelConfig& config, unsigned seed);

/// A whole file. dtype: F32, F16 or BF16 (rounded towards zero); num_batches_tracked is always I64.
std::string safetensors_bytes(const TensorMap& tensors, const std::string& dtype = "F32");

/// A file of this header text and data.
std::string safetensors_bytes(const std::string& header, const std::string& data);

}  // namespace spikeloom
