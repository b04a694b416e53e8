// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which network `spikeloom import` is to make: an architecture by name or a config.json, and what options change in it.

#include <optional>
#include <string>

#include "import/config.hpp"

namespace spikeloom {

struct ConfigChoice {
  std::string architecture, config;  ///< one of them
  std::optional<int> time_steps;
  std::string input_size;  ///< "224x224", or empty
};

/// Throws InputError for both or neither, an unknown name (with the nearest), a size that does not fit the strides.
ModelConfig resolve_config(const ConfigChoice& choice);

}  // namespace spikeloom
