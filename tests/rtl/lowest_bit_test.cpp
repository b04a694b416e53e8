// SPDX-License-Identifier: Apache-2.0
// lowest_bit.sv: in every state of 16 bits, and in many of 64.

#include <catch2/catch.hpp>
#include <random>

#include "rtl/verilated/lowest_bit_16/Vlowest_bit_16.h"
#include "rtl/verilated/lowest_bit_64/Vlowest_bit_64.h"

namespace spikeloom {
namespace {

template <class Model>
void check(Model& rtl, std::uint64_t bits, bool enable) {
  rtl.bits_i = static_cast<decltype(rtl.bits_i + 0)>(bits);
  rtl.enable_i = enable ? 1 : 0;
  rtl.eval();
  const bool any = enable && bits != 0;
  const unsigned index = any ? static_cast<unsigned>(__builtin_ctzll(bits)) : 0;
  const std::uint64_t rest = any ? bits & (bits - 1) : 0;
  if (rtl.index_o != index || rtl.rest_o != rest) FAIL("bits " << bits << (enable ? "" : ", not enabled"));
}

}  // namespace

TEST_CASE("lowest_bit.sv finds the lowest of 16 bits, and leaves the others") {
  VerilatedContext context;
  Vlowest_bit_16 rtl(&context);
  for (std::uint64_t bits = 0; bits < 65536; ++bits)
    for (const bool enable : {false, true}) check(rtl, bits, enable);
}

TEST_CASE("lowest_bit.sv finds the lowest of 64 bits, and leaves the others") {
  VerilatedContext context;
  Vlowest_bit_64 rtl(&context);
  std::mt19937_64 random(1);
  for (int lowest = 0; lowest < 64; ++lowest)
    for (int i = 0; i < 5000; ++i) check(rtl, (random() | 1U) << lowest, true);
  check(rtl, 0, true);
  check(rtl, ~std::uint64_t{0}, false);
}

}  // namespace spikeloom
