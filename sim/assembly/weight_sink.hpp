// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a core is while weights are streamed in: it takes a packet a cycle and writes its bytes into the weight SRAM.
// The weights themselves are the network's; packets carry their number, for time and energy do not depend on them.

#include <map>

#include "sim/machine/core.hpp"
#include "sim/machine/input_queue.hpp"

namespace spikeloom {

class WeightSink final : public Core, private FlitSink, private CreditSink {
 public:
  WeightSink(const sc_core::sc_module_name& name, const CoreContext& context);

  void step(Cycle now) override;
  const std::vector<SliceCounts>& slice_counts() const override { return counts_; }
  const ActionCounts& credit_actions() const override { return no_actions_; }
  Cycle packetizer_cycles() const override { return 0; }
  Cycle packetizer_stall_cycles() const override { return 0; }
  std::uint64_t rows_finished() const override { return 0; }
  std::vector<std::string> waiting() const override { return {}; }

 private:
  void receive(const Flit& flit, Cycle arrival) override;
  void credit(int, Cycle) override {}
  ActionCounts& actions_of(std::uint32_t packet);

  ChipContext& chip_;
  const int tile_;
  const int sram_word_bits_;
  const int block_;
  InputQueue queue_;
  std::map<int, std::size_t> slots_;  ///< slice -> index of its counts
  std::vector<SliceCounts> counts_;
  ActionCounts no_actions_;
};

}  // namespace spikeloom
