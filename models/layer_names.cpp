// SPDX-License-Identifier: Apache-2.0
#include "models/layer_names.hpp"

namespace spikeloom {
namespace {

using Names = std::vector<std::string>;

Names names_of_operators() {
  Names names;
  for (const OperatorTraits& traits : kOperators) names.emplace_back(traits.name);
  return names;
}

Names names_of_input_roles() {
  Names names = role_names();
  names.resize(static_cast<std::size_t>(Role::Partial));
  return names;
}

}  // namespace

const Names& operator_names() {
  static const Names names = names_of_operators();
  return names;
}

const Names& signal_names() {
  static const Names names{"spikes", "values"};
  return names;
}

const Names& role_names() {
  static const Names names{"main", "residual", "query", "key", "value", "partial"};
  return names;
}

const Names& composite_names() {
  static const Names names{"none", "rep_conv", "rep_conv_tail", "sep_conv", "sep_conv_tail"};
  return names;
}

const Names& input_role_names() {
  static const Names names = names_of_input_roles();
  return names;
}

const std::string& to_string(Operator op) { return operator_names().at(index_of(op)); }
const std::string& to_string(Signal signal) { return signal_names().at(static_cast<std::size_t>(signal)); }
const std::string& to_string(Role role) { return role_names().at(static_cast<std::size_t>(role)); }
const std::string& to_string(Composite composite) { return composite_names().at(static_cast<std::size_t>(composite)); }

}  // namespace spikeloom
