// SPDX-License-Identifier: Apache-2.0
#pragma once
// A trained checkpoint as an integer network: the way into Spikeloom.
//
// config -> plan (layer_plan.hpp); checkpoint (safetensors, the authors' state-dict names) -> kernels
// (float_network.hpp: batch norm folded, RepConv fused) -> integers (quantise.hpp) -> bounds (models/bounds.hpp).
// Networks without a checkpoint: synthetic.hpp.

#include <string>

#include "import/layer_plan.hpp"
#include "models/network.hpp"

namespace spikeloom {

struct ImportOptions {
  int weight_bits = 8;  ///< 2..8, sign included
  OperatorForms forms{};
};

/// Throws InputError: one line with file, tensor or key, what is wrong and what is allowed.
Network import_network(const std::string& checkpoint_path, const ModelConfig& config,
                       const ImportOptions& options = {});

/// The same with a config.json.
Network import_network(const std::string& checkpoint_path, const std::string& config_path,
                       const ImportOptions& options = {});

}  // namespace spikeloom
