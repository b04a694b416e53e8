// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "base/digits.hpp"

namespace spikeloom {
namespace {

static_assert(digit_count(0, DigitCode::Plain) == 0);
static_assert(digit_count(7, DigitCode::Plain) == 3);
static_assert(digit_count(7, DigitCode::CanonicalSignedDigit) == 2);   // 8 - 1
static_assert(digit_count(-7, DigitCode::CanonicalSignedDigit) == 2);  // -8 + 1
static_assert(digits_of(-7, DigitCode::CanonicalSignedDigit).plus == 1);
static_assert(digits_of(-7, DigitCode::CanonicalSignedDigit).minus == 8);
static_assert(digits_of(-5, DigitCode::Plain).minus == 5);
static_assert(magnitude(-2147483647 - 1) == 2147483648U);

std::int64_t value_of(const Digits& d) {
  return static_cast<std::int64_t>(d.plus) - static_cast<std::int64_t>(d.minus);
}

struct Faults {
  int wrong_value = 0, both_signs = 0, neighbours = 0, more_than_plain = 0, not_minimal = 0;
};

void check_value(std::int32_t value, Faults& faults) {
  const Digits plain = digits_of(value, DigitCode::Plain);
  const Digits csd = digits_of(value, DigitCode::CanonicalSignedDigit);
  const std::uint32_t non_zero = csd.plus | csd.minus;
  faults.wrong_value += value_of(plain) != value || value_of(csd) != value;
  faults.both_signs += (csd.plus & csd.minus) != 0 || (plain.plus & plain.minus) != 0;
  faults.neighbours += (non_zero & (non_zero << 1U)) != 0;
  const int count = digit_count(value, DigitCode::CanonicalSignedDigit);
  faults.more_than_plain += count > digit_count(value, DigitCode::Plain);
  // The weight of the non-adjacent form is the number of places in which m and 3 m differ.
  const std::uint64_t m = magnitude(value);
  faults.not_minimal += count != __builtin_popcountll(m ^ (3 * m));
}

void require_none(const Faults& faults) {
  CHECK(faults.wrong_value == 0);
  CHECK(faults.both_signs == 0);
  CHECK(faults.neighbours == 0);
  CHECK(faults.more_than_plain == 0);
  CHECK(faults.not_minimal == 0);
}

TEST_CASE("digits of all values of 17 bits") {
  Faults faults;
  for (std::int32_t value = -65535; value <= 65535; ++value) check_value(value, faults);
  require_none(faults);
}

TEST_CASE("digits of values next to powers of two and at the limit") {
  Faults faults;
  for (int bit = 1; bit < 30; ++bit)
    for (int offset = -3; offset <= 3; ++offset)
      for (const int sign : {-1, 1}) {
        const std::int32_t value = sign * ((std::int32_t{1} << bit) + offset);
        if (magnitude(value) < 1U << 30U) check_value(value, faults);
      }
  require_none(faults);
}

}  // namespace
}  // namespace spikeloom
