// SPDX-License-Identifier: Apache-2.0
// Scales and rounding of one output channel.
#include <catch2/catch.hpp>
#include <cmath>

#include "import/rounding.hpp"
#include "tests/support/random.hpp"

namespace spikeloom {
namespace {

std::vector<double> random_weights(std::size_t count, unsigned seed) {
  Random random(seed);
  std::vector<double> weights;
  for (std::size_t i = 0; i < count; ++i) weights.push_back(random.between(-100000, 100000) / 300000.0);
  return weights;
}

WeightRow row_of(const std::vector<double>& weights, int taps) {
  return {weights.data(), static_cast<int>(weights.size()) / taps, taps};
}

TEST_CASE("plain rounding is within half a level, balanced rounding within one") {
  const std::vector<double> weights = random_weights(90, 1);
  const WeightRow row = row_of(weights, 9);
  const double scale = largest_magnitude(row) / 127;
  const std::vector<int> plain = round_row(row, scale, 127, false);
  const std::vector<int> balanced = round_row(row, scale, 127, true);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    CHECK(std::fabs(plain[i] - weights[i] / scale) <= 0.5 + 1e-9);
    CHECK(std::fabs(balanced[i] - weights[i] / scale) <= 1.0 + 1e-9);
    CHECK(std::abs(balanced[i]) <= 127);
  }
}

TEST_CASE("balanced rounding: the errors of a row add up to at most half a level") {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    const std::vector<double> weights = random_weights(270, seed);
    const WeightRow row = row_of(weights, 9);
    const double scale = largest_magnitude(row) / 127;
    const std::vector<int> levels = round_row(row, scale, 127, true);
    double sum = 0.0;
    for (std::size_t i = 0; i < weights.size(); ++i) sum += levels[i] - weights[i] / scale;
    CHECK(std::fabs(sum) <= 0.5 + 1e-9);
  }
}

TEST_CASE("weights that lie on a grid are found again exactly") {
  const double step = 0.0123;
  const std::vector<int> levels{127, -3, 0, 64, -127, 5, 77, -90, 1};
  std::vector<double> weights;
  for (const int level : levels) weights.push_back(level * step * (1.0 + 1e-7 * (level % 3)));  // as F32 has them
  const WeightRow row = row_of(weights, 9);
  const double scale = best_scale(row, 127, 1e-9);
  CHECK(scale == Approx(step).epsilon(1e-6));
  CHECK(round_row(row, scale, 127, true) == levels);
}

TEST_CASE("a power of two is found again, and chosen by error otherwise") {
  std::vector<double> weights;
  for (const int level : {127, -3, 66, 1}) weights.push_back(std::ldexp(level, -9));
  CHECK(best_exponent(row_of(weights, 1), 127, -20) == -9);
  // One weight just beyond the range does not cost the others a bit; many do.
  const std::vector<double> one{1.0, 0.21, 0.33, 0.127, 0.55, 0.4321, 0.07, 0.81};
  CHECK(best_exponent(row_of(one, 1), 127, -20) == -7);
  const std::vector<double> many(8, 1.5);
  CHECK(best_exponent(row_of(many, 1), 127, -20) == -6);
}

TEST_CASE("clipping is used where it lowers the error and never beyond") {
  std::vector<double> weights = random_weights(200, 3);
  weights.push_back(20.0);  // 3 bits have no levels for both
  const WeightRow row = row_of(weights, 1);
  const double scale = best_scale(row, 3, 1e-9);
  CHECK(squared_error(row, scale, 3) <= squared_error(row, largest_magnitude(row) / 3, 3));
  for (const int level : round_row(row, scale, 3, true)) CHECK(std::abs(level) <= 3);
}

TEST_CASE("a channel without weights keeps the least scale") {
  const std::vector<double> zeros(9, 0.0);
  CHECK(best_scale(row_of(zeros, 9), 127, 0.25) == 0.25);
  CHECK(best_exponent(row_of(zeros, 9), 127, -20) == -20);
  CHECK(round_row(row_of(zeros, 9), 0.25, 127, true) == std::vector<int>(9, 0));
}

}  // namespace
}  // namespace spikeloom
