// SPDX-License-Identifier: Apache-2.0
#pragma once
// A block in RTL against a reference trace: every cycle's outputs are compared, from the first cycle of the run to the
// last, whether or not anything happens in it.

#include <deque>
#include <string>

#include "rtl/traces/json_trace.hpp"

namespace spikeloom {

struct ReplayCounts {
  std::uint64_t cycles = 0;
  std::uint64_t flits = 0, credits = 0;  ///< that came out of the block and were equal
};

class Replay {
 public:
  static constexpr std::size_t kHistory = 32;  ///< cycles that a difference is told with

  Replay(JsonTraceReader& trace, BlockDut& dut) : trace_(trace), dut_(dut) {}

  /// Writes the block's configuration. Before run().
  void configure();
  /// Clocks the block through the whole trace. Throws RunError for the first difference: cycle, port, expected, got,
  /// and the last cycles. Throws InputError for a bad trace.
  ReplayCounts run();

 private:
  struct Past {
    TraceCycle expected;
    BlockWires got;
  };

  bool next_record();
  void step(const TraceCycle& cycle);
  [[noreturn]] void tell_difference(const TraceCycle& expected) const;
  std::string history() const;

  JsonTraceReader& trace_;
  BlockDut& dut_;
  TraceCycle record_;   ///< the next one of the trace
  bool ended_ = false;  ///< there is none
  BlockWires wires_{};  ///< that the block drives in this cycle
  std::deque<Past> past_;
  ReplayCounts counts_;
};

/// "flit vc 0 head tail 00ab.., credits 1", or "nothing".
std::string wires_text(const PortWires& port, int digits);

}  // namespace spikeloom
