// SPDX-License-Identifier: Apache-2.0
#pragma once
// Values that blocks in lock-step compare, and as text.

#include "rtl/cosim/lockstep.hpp"
#include "rtl/verilated/wire_flit.hpp"

namespace spikeloom {

/// A flit of `flit_bits` bits: its marks, its user bits, its data.
inline Lockstep::Value value_of(const WireFlit& flit, int flit_bits) {
  Lockstep::Value value;
  value.add(static_cast<std::uint32_t>(flit.vc) << 2U | (flit.head ? 2U : 0U) | (flit.tail ? 1U : 0U));
  value.add(flit.user);
  for (int bit = 0; bit < flit_bits; bit += 32) value.add(flit.data[static_cast<std::size_t>(bit / 32)]);
  return value;
}

std::string hex_text(std::uint32_t word);
std::string flit_text(const Lockstep::Value& value);
/// The place of a module in the chip's hierarchy, without its root: tile_1_2.router.
std::string place_in_chip(const std::string& name);

}  // namespace spikeloom
