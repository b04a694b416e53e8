// SPDX-License-Identifier: Apache-2.0
// digit_recoder.sv against base/digits.hpp, in both codes.

#include <catch2/catch.hpp>

#include "base/digits.hpp"
#include "tests/rtl/unit_model.hpp"

namespace spikeloom {
namespace {

class RecoderBench {
 public:
  RecoderBench(const std::string& set, DigitCode code) : rtl_(unit_model("digit_recoder", set)), code_(code) {}

  void check(std::int32_t value) {
    value_i_.set(static_cast<std::uint32_t>(value));
    rtl_.eval();
    const Digits digits = digits_of(value, code_);
    if (places_o_.get() != (digits.plus | digits.minus) || minus_o_.get() != digits.minus) FAIL("value " << value);
  }

 private:
  ModelInstance rtl_;
  const DigitCode code_;
  ModelPort value_i_ = rtl_.port("value_i");
  const ModelPort places_o_ = rtl_.port("places_o"), minus_o_ = rtl_.port("minus_o");
};

void check_all(RecoderBench& bench) {
  for (int value = -32768; value <= 32767; ++value) bench.check(value);
  for (int bit = 0; bit <= 30; ++bit)
    for (int other = 0; other <= bit; ++other)
      for (const std::int32_t off : {-1, 0, 1}) {
        const std::int32_t power = std::int32_t{1} << bit, lower = (std::int32_t{1} << other) + off;
        for (const std::int32_t value : {power - lower, power + (bit < 30 ? lower : 0), power ^ 0x2aaaaaaa})
          for (const int sign : {-1, 1}) bench.check(sign * (value & 0x7fffffff));
      }
}

}  // namespace

TEST_CASE("digit_recoder.sv gives the digits of all values of 16 bits and corners of 31") {
  RecoderBench plain("plain", DigitCode::Plain), csd("csd", DigitCode::CanonicalSignedDigit);
  check_all(plain);
  check_all(csd);
}

}  // namespace spikeloom
