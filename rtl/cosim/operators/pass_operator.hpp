// SPDX-License-Identifier: Apache-2.0
#pragma once
// An operator pass by pass, in the order of rtl/sv/pass_sequencer.sv: what lock-step compares the RTL with. One file
// for each operator, and one line in pass_operator.cpp.

#include <memory>

#include "rtl/cosim/pass_sums.hpp"

namespace spikeloom {

/// One slice's.
class PassOperator {
 public:
  virtual ~PassOperator() = default;

  /// A word of the operator's inputs; residual and partial sums are those of all layers.
  virtual void add_word(PassSums& sums, const PassSlice& slice, const Packet& word) = 0;
  /// A job, core_tables::kKey or kQuery, of a row and step; only slices that have any.
  virtual void job(PassSums& sums, const PassSlice& slice, int operation, int row, int step);
};

std::unique_ptr<PassOperator> make_pass_operator(const PassSlice& slice, int time_steps);

}  // namespace spikeloom
