// SPDX-License-Identifier: Apache-2.0
#pragma once
// A cycle of a router, or of a tile, with wires as a trace has them.

#include "rtl/verilated/block_wires.hpp"
#include "rtl/verilated/spike_router_dut.hpp"

namespace spikeloom {

/// Puts the wires of cycle `cycle`, clocks, and returns the wires that go out in the next cycle.
inline BlockWires clock_links(SpikeRouterDut& dut, int vcs, const BlockWires& in, std::uint64_t cycle) {
  for (int port = 0; port < kBlockPorts; ++port) {
    const PortWires& wires = in[static_cast<std::size_t>(port)];
    for (int vc = 0; vc < vcs; ++vc)
      if ((wires.credits >> vc & 1U) != 0) dut.put_credit(port, vc);
    if (wires.valid) dut.put_flit(port, flit_on(wires));
  }
  dut.clock(cycle);
  BlockWires out{};
  for (int port = 0; port < kBlockPorts; ++port) {
    PortWires& wires = out[static_cast<std::size_t>(port)];
    if ((dut.flits_valid() >> port & 1U) != 0) wires = wires_with(dut.flit(port));
    wires.credits = static_cast<std::uint32_t>(dut.credits() >> (port * vcs)) & ((1U << vcs) - 1);
  }
  return out;
}

}  // namespace spikeloom
