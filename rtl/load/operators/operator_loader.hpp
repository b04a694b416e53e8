// SPDX-License-Identifier: Apache-2.0
#pragma once
// An operator as the core in RTL is loaded with it. Kernels and weights are written for all operators alike
// (rtl/load/slice_config); an operator that needs tables besides has a file of its own. One line in
// operator_loader.cpp.

#include <optional>

#include "models/layer.hpp"

namespace spikeloom {

class SliceConfig;

struct OperatorLoader {
  Operator op;
  int number;                          ///< of the operator in a slice's descriptor (rtl/sv/pass_sequencer.sv)
  bool adds_kv_elements;               ///< what it adds are elements of K^T V, not weights
  void (*write_tables)(SliceConfig&);  ///< its own tables; null when it has none
};

/// Nothing when the RTL does not know the operator.
std::optional<OperatorLoader> operator_loader(Operator op);

void write_attention_tables(SliceConfig& config);

}  // namespace spikeloom
