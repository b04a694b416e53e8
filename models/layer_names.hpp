// SPDX-License-Identifier: Apache-2.0
#pragma once
// The words by which files, tables and messages call operators, signals, roles and composites: the one list of each.

#include <string>
#include <vector>

#include "models/layer.hpp"

namespace spikeloom {

/// In the order of the enumerations.
const std::vector<std::string>& operator_names();
const std::vector<std::string>& signal_names();
const std::vector<std::string>& role_names();
const std::vector<std::string>& composite_names();
/// Roles that an input of a layer may have: all but Partial, which is the last.
const std::vector<std::string>& input_role_names();

const std::string& to_string(Operator op);
const std::string& to_string(Signal signal);
const std::string& to_string(Role role);
const std::string& to_string(Composite composite);

}  // namespace spikeloom
