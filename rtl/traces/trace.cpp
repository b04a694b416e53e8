// SPDX-License-Identifier: Apache-2.0
#include "rtl/traces/trace.hpp"

namespace spikeloom {
namespace {

void add_wires(const BlockWires& wires, std::uint64_t& flits, std::uint64_t& credits) {
  for (const PortWires& port : wires) {
    flits += port.valid ? 1U : 0U;
    for (std::uint32_t bits = port.credits; bits != 0; bits &= bits - 1) ++credits;
  }
}

int digit_value(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

}  // namespace

void TraceTotals::add(const TraceCycle& cycle) {
  ++cycles;
  add_wires(cycle.in, flits_in, credits_in);
  add_wires(cycle.out, flits_out, credits_out);
}

std::string hex_of(const FlitBits& bits, int digits) {
  std::string hex(static_cast<std::size_t>(digits), '0');
  for (int i = 0; i < digits; ++i) {
    const std::uint64_t nibble = (bits[static_cast<std::size_t>(i / 16)] >> (4 * (i % 16))) & 0xfU;
    hex[static_cast<std::size_t>(digits - 1 - i)] = "0123456789abcdef"[nibble];
  }
  return hex;
}

bool bits_of(const std::string& hex, int digits, FlitBits& bits) {
  if (hex.size() != static_cast<std::size_t>(digits) || digits > kMaxFlitBits / 4) return false;
  bits = {};
  for (int i = 0; i < digits; ++i) {
    const int value = digit_value(hex[static_cast<std::size_t>(digits - 1 - i)]);
    if (value < 0) return false;
    bits[static_cast<std::size_t>(i / 16)] |= static_cast<std::uint64_t>(value) << (4 * (i % 16));
  }
  return true;
}

}  // namespace spikeloom
