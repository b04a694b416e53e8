// SPDX-License-Identifier: Apache-2.0
#pragma once
// The datapath pass by pass: what each pass of a word or a job writes into the accumulator SRAM, and when
// (rtl/sv/pass_sequencer.sv says in which order). The behavioural core adds a whole word at once; in lock-step this
// model stands beside it, fed with the same packets, and every write of the RTL is compared with one of its own.

#include <memory>
#include <vector>

#include "base/ring.hpp"
#include "rtl/cosim/operators/pass_operator.hpp"
#include "rtl/cosim/pass_sums.hpp"
#include "rtl/verilated/core_probe.hpp"
#include "sim/machine/core.hpp"
#include "sim/machine/source_table.hpp"

namespace spikeloom {

class PassModel {
 public:
  using Write = PassSums::Write;

  PassModel(const CoreContext& context, Write write);

  /// The packet's tail has come into the input queue.
  void receive(const Packet& packet) { queue_.push_back(packet); }
  /// What the core did in cycle `now`, as far as it is not the model's to say: which job it took, which row was swept.
  /// Throws RunError when it took another word than stands first in the queue.
  void step(const CoreProbe::Events& events, Cycle now);

 private:
  PassSlice place_slice(int index);
  void start(const CoreProbe::Events& events);
  bool next_part(Packet& part);
  void add_word(std::size_t slot, const Packet& word);
  void add_positional(const PassSlice& slice, const Packet& word);
  void sweep(const CoreProbe::Events& events);
  void finish_row(PassSlice& slice) const;

  const CoreContext context_;
  const SourceTable sources_;
  PassSums sums_;
  std::vector<PassSlice> slices_;
  std::vector<std::unique_ptr<PassOperator>> operators_;  ///< of slices_
  Ring<Packet> queue_;
  std::size_t line_ = 0;  ///< of the source table: the next that takes something of the front packet, if it was begun
};

}  // namespace spikeloom
