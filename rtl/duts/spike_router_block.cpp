// SPDX-License-Identifier: Apache-2.0
#include "rtl/duts/spike_router_block.hpp"

#include <string>

#include "models/error.hpp"
#include "rtl/duts/config_map.hpp"
#include "rtl/duts/parameter_sets.hpp"
#include "rtl/duts/spike_router_dut.hpp"

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
    for (int port = 0; port < kBlockPorts; ++port) put(port, in[static_cast<std::size_t>(port)]);
    dut_->clock(cycle_++);
    const unsigned valid = dut_->flits_valid();
    for (int port = 0; port < kBlockPorts; ++port) get(port, (valid >> port & 1U) != 0);
    return out_;
  }

  void open_waveform(const std::string& path) override { dut_->open_waveform(path); }

 private:
  void put(int port, const PortWires& wires) {
    for (int vc = 0; vc < set_.Vcs; ++vc)
      if ((wires.credits >> vc & 1U) != 0) dut_->put_credit(port, vc);
    if (!wires.valid) return;
    WireFlit flit;
    flit.vc = static_cast<std::uint8_t>(wires.vc);
    flit.head = wires.head;
    flit.tail = wires.tail;
    for (std::size_t i = 0; i < flit.data.size(); ++i)
      flit.data[i] = static_cast<std::uint32_t>(wires.data[i / 2] >> (i % 2 * 32));
    dut_->put_flit(port, flit);
  }

  void get(int port, bool valid) {
    PortWires& wires = out_[static_cast<std::size_t>(port)];
    wires = {};
    wires.credits = static_cast<std::uint32_t>(dut_->credits() >> (port * set_.Vcs)) & ((1U << set_.Vcs) - 1);
    wires.valid = valid;
    if (!valid) return;
    const WireFlit flit = dut_->flit(port);
    wires.vc = flit.vc;
    wires.head = flit.head;
    wires.tail = flit.tail;
    for (std::size_t i = 0; i < flit.data.size(); ++i) wires.data[i / 2] |= std::uint64_t{flit.data[i]} << (i % 2 * 32);
  }

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
