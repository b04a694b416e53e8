// SPDX-License-Identifier: Apache-2.0
#include "rtl/verilated/spike_router_block.hpp"

#include <string>

#include "base/error.hpp"
#include "rtl/verilated/config_map.hpp"
#include "rtl/verilated/link_wires.hpp"

namespace spikeloom {
namespace {

class SpikeRouterBlock final : public BlockDut {
 public:
  SpikeRouterBlock(ModelLibrary::Model model, bool traced)
      : set_(model->parameters()), dut_(std::move(model), traced) {}

  void write_config(std::uint32_t address, std::uint64_t data) override {
    constexpr std::uint32_t kTable = (1U << config_map::kRouterTableOffset) - 1;
    const bool is_group = address >> config_map::kRouterTableOffset ==
                          (config_map::kRouter << (config_map::kBlockOffset - config_map::kRouterTableOffset) |
                           config_map::kRouterGroups);
    if (is_group && (address & kTable) >= static_cast<std::uint32_t>(set_.GroupEntries))
      throw InputError("the trace has a multicast group " + std::to_string(address & kTable) + ", the RTL set '" +
                       set_.set + "' a table for " + std::to_string(set_.GroupEntries) + " (GroupEntries)");
    dut_.configure(address, data);
  }

  const BlockWires& clock(const BlockWires& in) override {
    out_ = clock_links(dut_, set_.Vcs, in, cycle_++);
    return out_;
  }

  void open_waveform(const std::string& path) override { dut_.open_waveform(path); }

 private:
  const RtlParameters set_;
  SpikeRouterDut dut_;
  BlockWires out_{};
  std::uint64_t cycle_ = 0;
};

}  // namespace

std::unique_ptr<BlockDut> make_spike_router_block(ModelLibrary::Model model, bool traced) {
  return std::make_unique<SpikeRouterBlock>(std::move(model), traced);
}

}  // namespace spikeloom
