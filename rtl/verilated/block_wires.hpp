// SPDX-License-Identifier: Apache-2.0
#pragma once
// Flits of a dut as a trace has them, and back.

#include "rtl/verilated/block_dut.hpp"
#include "rtl/verilated/wire_flit.hpp"

namespace spikeloom {

inline WireFlit flit_on(const PortWires& wires) {
  WireFlit flit;
  flit.vc = static_cast<std::uint8_t>(wires.vc);
  flit.head = wires.head;
  flit.tail = wires.tail;
  for (std::size_t i = 0; i < flit.data.size(); ++i)
    flit.data[i] = static_cast<std::uint32_t>(wires.data[i / 2] >> (i % 2 * 32));
  return flit;
}

inline PortWires wires_with(const WireFlit& flit) {
  PortWires wires;
  wires.valid = true;
  wires.vc = flit.vc;
  wires.head = flit.head;
  wires.tail = flit.tail;
  for (std::size_t i = 0; i < flit.data.size(); ++i) wires.data[i / 2] |= std::uint64_t{flit.data[i]} << (i % 2 * 32);
  return wires;
}

}  // namespace spikeloom
