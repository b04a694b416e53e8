// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <string>

#include "models/neuron.hpp"

namespace spikeloom {
namespace {

static_assert(lif_step(0, 8, 8) == LifResult{0, true});
static_assert(lif_step(0, 7, 8) == LifResult{7, false});
static_assert(lif_step(7, 5, 8) == LifResult{0, true});     // 3 + 5
static_assert(lif_step(-7, 3, 8) == LifResult{-1, false});  // floor(-3.5) + 3
static_assert(lif_step(-8, 0, 8) == LifResult{-4, false});
static_assert(input_fraction_bits(1) == 0);
static_assert(input_fraction_bits(8) == 7);

/// Spikes of a constant input, "1" and "0" step by step; in units of `one`.
std::string spikes(int input, int threshold, int steps) {
  std::string result;
  int membrane = 0;
  for (int t = 0; t < steps; ++t) {
    const LifResult r = lif_step(membrane, input, threshold);
    membrane = r.membrane;
    result += r.spike ? '1' : '0';
  }
  return result;
}

// U = X, 1.5 X, 1.75 X, 1.875 X without a spike, threshold 2 * V_th = 2: X = 2 fires at once, X = 4/3 in the second
// step, X = 8/7 in the third, X = 16/15 in the fourth; the reset restarts the sequence.
TEST_CASE("a constant input fires in the step worked out by hand") {
  const int one = 8 * 105;  // three fraction bits for four steps, and a multiple of 3, 7 and 15
  CHECK(spikes(2 * one, 2 * one, 8) == "11111111");
  CHECK(spikes(2 * one - 8, 2 * one, 8) == "01010101");
  CHECK(spikes(one * 4 / 3, 2 * one, 8) == "01010101");
  CHECK(spikes(one * 4 / 3 - 8, 2 * one, 4) == "0010");
  CHECK(spikes(one * 8 / 7, 2 * one, 6) == "001001");
  CHECK(spikes(one * 8 / 7 - 8, 2 * one, 4) == "0001");
  CHECK(spikes(one * 16 / 15, 2 * one, 8) == "00010001");
  CHECK(spikes(one * 16 / 15 - 8, 2 * one, 4) == "0000");
  CHECK(spikes(-one, 2 * one, 8) == "00000000");
}

// SDSA: threshold 8 on the integer A, so 8 << 3 with four steps.
TEST_CASE("the attention neuron fires at eight") {
  CHECK(spikes(8 << 3, 8 << 3, 4) == "1111");
  CHECK(spikes(7 << 3, 8 << 3, 4) == "0101");
  CHECK(spikes(4 << 3, 8 << 3, 4) == "0000");
}

/// U as a rational number: numerator over 2^halvings. Grows its denominator instead of dropping bits.
struct Rational {
  long long numerator = 0;
  int halvings = 0;
};

int inexact_steps(int steps, unsigned pattern, int low, int high, int threshold) {
  const int fraction = input_fraction_bits(steps);
  Rational exact;
  int membrane = 0;
  int differing = 0;
  for (int t = 0; t < steps; ++t) {
    const int x = ((pattern >> t) & 1U) != 0 ? high : low;
    exact = {exact.numerator + x * (2LL << exact.halvings), exact.halvings + 1};
    const bool fires = exact.numerator >= threshold * (1LL << exact.halvings);
    if (fires) exact = {};
    const LifResult r = lif_step(membrane, x * (1 << fraction), threshold * (1 << fraction));
    membrane = r.membrane;
    const long long scaled = membrane * (1LL << exact.halvings);
    differing += r.spike != fires || scaled != exact.numerator * (1LL << fraction);
  }
  return differing;
}

TEST_CASE("with T - 1 fraction bits the membrane is halved exactly") {
  int differing = 0;
  for (int steps = 1; steps <= 8; ++steps)
    for (unsigned pattern = 0; pattern < 1U << steps; ++pattern)
      for (int low = -6; low <= 6; ++low)
        for (int high = low; high <= 6; ++high)
          for (const int threshold : {1, 3, 7}) differing += inexact_steps(steps, pattern, low, high, threshold);
  CHECK(differing == 0);
}

TEST_CASE("with one fraction bit fewer it is not") {
  // X = 1, 0, 0: the third step needs a quarter.
  CHECK(lif_step(lif_step(1 << 2, 0, 99).membrane, 0, 99).membrane == 1);
  CHECK(lif_step(lif_step(1 << 1, 0, 99).membrane, 0, 99).membrane == 0);
}

}  // namespace
}  // namespace spikeloom
