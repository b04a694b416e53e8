// SPDX-License-Identifier: Apache-2.0
#pragma once
// The words by which files and messages call operators, signals and roles.

#include <string>
#include <vector>

#include "models/layer.hpp"

namespace spikeloom {

inline const std::vector<std::string>& operator_names() {
  static const std::vector<std::string> names{"conv", "depthwise_conv", "attention", "spatial_sum"};
  return names;
}
inline const std::vector<std::string>& signal_names() {
  static const std::vector<std::string> names{"spikes", "values"};
  return names;
}
inline const std::vector<std::string>& role_names() {
  static const std::vector<std::string> names{"main", "residual", "query", "key", "value"};
  return names;
}

inline const std::string& to_string(Operator op) { return operator_names()[static_cast<std::size_t>(op)]; }
inline const std::string& to_string(Signal signal) { return signal_names()[static_cast<std::size_t>(signal)]; }
inline const std::string& to_string(Role role) { return role_names()[static_cast<std::size_t>(role)]; }

}  // namespace spikeloom
