// SPDX-License-Identifier: Apache-2.0
#include "rtl/verilated/spike_router_block.hpp"

#include <string>

#include "base/error.hpp"
#include "rtl/verilated/config_map.hpp"
#include "rtl/verilated/link_wires.hpp"
#include "rtl/verilated/parameter_sets.hpp"

namespace spikeloom {
namespace {

class SpikeRouterBlock final : public BlockDut {
 public:
  SpikeRouterBlock(const RtlParameters& set, bool traced) : set_(set), dut_(SpikeRouterDut::make(set.set, traced)) {}

  void write_config(std::uint32_t address, std::uint64_t data) override {
    constexpr std::uint32_t kTable = (1U << config_map::kRouterTableOffset) - 1;
    const bool is_group = address >> config_map::kRouterTableOffset ==
                          (config_map::kRouter << (config_map::kBlockOffset - config_map::kRouterTableOffset) |
                           config_map::kRouterGroups);
    if (is_group && (address & kTable) >= static_cast<std::uint32_t>(set_.GroupEntries))
      throw InputError("the trace has a multicast group " + std::to_string(address & kTable) + ", the RTL set '" +
                       set_.set + "' a table for " + std::to_string(set_.GroupEntries) + " (GroupEntries)");
    dut_->configure(address, data);
  }

  const BlockWires& clock(const BlockWires& in) override {
    out_ = clock_links(*dut_, set_.Vcs, in, cycle_++);
    return out_;
  }

  void open_waveform(const std::string& path) override { dut_->open_waveform(path); }

 private:
  const RtlParameters& set_;
  std::unique_ptr<SpikeRouterDut> dut_;
  BlockWires out_{};
  std::uint64_t cycle_ = 0;
};

}  // namespace

std::unique_ptr<BlockDut> make_spike_router_block(const NamedNumbers& parameters, bool traced) {
  return std::make_unique<SpikeRouterBlock>(parameter_set(parameters), traced);
}

}  // namespace spikeloom
