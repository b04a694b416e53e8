// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <cmath>

#include "models/fixed_point.hpp"

namespace spikeloom {
namespace {

static_assert(shift_left(-3, 4) == -48);
static_assert(shift_left(5, 0) == 5);
static_assert(round_shift_right(7, 0) == 7);
static_assert(round_shift_right(-7, 0) == -7);
static_assert(shifted_add(100, -3, 2) == 88);
static_assert(signed_bits(0, 0) == 1);
static_assert(signed_bits(-1, 0) == 1);
static_assert(signed_bits(0, 1) == 2);
static_assert(signed_bits(-128, 127) == 8);
static_assert(signed_bits(-129, 127) == 9);
static_assert(signed_bits(-128, 128) == 9);
static_assert(signed_bits(-(std::int64_t{1} << 40), 0) == 41);

struct Rounding {
  int value, shift, expected;
};

TEST_CASE("a right shift rounds to nearest, halves towards plus infinity") {
  const Rounding table[] = {
      {5, 1, 3},    // 2.5 -> 3
      {-5, 1, -2},  // -2.5 -> -2
      {-3, 1, -1},  // -1.5 -> -1
      {-1, 1, 0},   // -0.5 -> 0
      {1, 1, 1},    // 0.5 -> 1
      {-6, 2, -1},  // -1.5 -> -1
      {-7, 2, -2},  // -1.75 -> -2
      {6, 2, 2},    // 1.5 -> 2
      {-8, 4, 0},   // -0.5 -> 0
      {-9, 4, -1},  // -0.5625 -> -1
      {0, 9, 0},
  };
  for (const Rounding& r : table) {
    CAPTURE(r.value, r.shift);
    CHECK(round_shift_right(r.value, r.shift) == r.expected);
  }
}

TEST_CASE("rounding agrees with floor(x + 1/2) in floating point") {
  int differing = 0;
  for (int shift = 0; shift <= 12; ++shift)
    for (int value = -5000; value <= 5000; ++value)
      differing += round_shift_right(value, shift) != static_cast<int>(std::floor(std::ldexp(value, -shift) + 0.5));
  CHECK(differing == 0);
}

TEST_CASE("shifting left and rounding right gives the value back") {
  for (int shift = 0; shift <= 16; ++shift)
    for (const int value : {-32768, -77, -1, 0, 1, 77, 32767})
      CHECK(round_shift_right(shift_left(value, shift), shift) == value);
}

}  // namespace
}  // namespace spikeloom
