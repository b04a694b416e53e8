// SPDX-License-Identifier: Apache-2.0
// digit_recoder.sv against base/digits.hpp, in both codes.

#include <catch2/catch.hpp>

#include "base/digits.hpp"
#include "rtl/verilated/digit_recoder_0/Vdigit_recoder_0.h"
#include "rtl/verilated/digit_recoder_1/Vdigit_recoder_1.h"

namespace spikeloom {
namespace {

template <class Model>
void check(Model& rtl, DigitCode code, std::int32_t value) {
  rtl.value_i = static_cast<std::uint32_t>(value);
  rtl.eval();
  const Digits digits = digits_of(value, code);
  if (rtl.places_o != (digits.plus | digits.minus) || rtl.minus_o != digits.minus) FAIL("value " << value);
}

template <class Model>
void check_all(DigitCode code) {
  VerilatedContext context;
  Model rtl(&context);
  for (int value = -32768; value <= 32767; ++value) check(rtl, code, value);
  for (int bit = 0; bit <= 30; ++bit)
    for (int other = 0; other <= bit; ++other)
      for (const std::int32_t off : {-1, 0, 1}) {
        const std::int32_t power = std::int32_t{1} << bit, lower = (std::int32_t{1} << other) + off;
        for (const std::int32_t value : {power - lower, power + (bit < 30 ? lower : 0), power ^ 0x2aaaaaaa})
          for (const int sign : {-1, 1}) check(rtl, code, sign * (value & 0x7fffffff));
      }
}

}  // namespace

TEST_CASE("digit_recoder.sv gives the digits of all values of 16 bits and corners of 31") {
  check_all<Vdigit_recoder_0>(DigitCode::Plain);
  check_all<Vdigit_recoder_1>(DigitCode::CanonicalSignedDigit);
}

}  // namespace spikeloom
