// SPDX-License-Identifier: Apache-2.0
// Rate profiles by name, and thresholds by rate.
#include <catch2/catch.hpp>

#include <algorithm>

#include "import/rates.hpp"
#include "import/thresholds.hpp"
#include "tests/import/import_fixtures.hpp"
#include "tests/support/random.hpp"

namespace spikeloom {
namespace {

TEST_CASE("which names does a pattern fit?") {
  CHECK(fits("pool", "pool"));
  CHECK_FALSE(fits("pool", "pools"));
  CHECK_FALSE(fits("pools", "pool"));
  CHECK(fits("*", ""));
  CHECK(fits("block*.attn", "block3.0.attn"));
  CHECK_FALSE(fits("block*.attn", "block3.0.attn.q_conv"));
  CHECK(fits("*.0.*conv*", "block3.0.attn.q_conv"));
  CHECK(fits("a*b*c", "aXbXbc"));
  CHECK_FALSE(fits("a*b*c", "aXcXb"));
  CHECK_FALSE(fits("", "a"));
}

TEST_CASE("the last rule that fits counts, and the default where none does") {
  const RateProfile profile{"", "", "", 0.3, {{"block*", 0.1}, {"block4*", 0.2}}};
  CHECK(rate_of(profile, "block3.0.attn") == 0.1);
  CHECK(rate_of(profile, "block4.0.attn") == 0.2);
  CHECK(rate_of(profile, "pool") == 0.3);
}

TEST_CASE("a scaled profile has every rate times the factor, and none above 1") {
  const RateProfile profile = scaled({"", "", "", 0.3, {{"block*", 0.1}, {"pool", 0.6}}}, 2.0);
  CHECK(rate_of(profile, "head") == 0.6);
  CHECK(rate_of(profile, "block3.0.attn") == 0.2);
  CHECK(rate_of(profile, "pool") == 1.0);
}

TEST_CASE("a RepConv has one name whether it is fused or factored") {
  const std::vector<std::string> fused = firing_names(plan_layers(tiny_config()));
  CHECK(fused == firing_names(plan_layers(tiny_config(), {RepConvForm::Factored, SepConvForm::Fused})));
  CHECK(std::count(fused.begin(), fused.end(), "block3.0.attn.q_conv") == 1);
}

ValueMap random_values(int time_steps, const MapShape& shape, int low, int high) {
  Random random(1);
  ValueMap map(time_steps, shape);
  for (int t = 0; t < time_steps; ++t)
    for (int y = 0; y < shape.height; ++y)
      for (int x = 0; x < shape.width; ++x)
        for (int c = 0; c < shape.channels; ++c) map.at(t, y, x)[c] = random.between(low, high);
  return map;
}

double rate_of_counts(const ValueMap& x, int time_steps, const std::vector<std::int32_t>& thresholds) {
  double sum = 0.0;
  for (const std::int64_t count : spike_counts(x, time_steps, thresholds)) sum += static_cast<double>(count);
  return sum / (static_cast<double>(x.shape().neurons()) * time_steps);
}

TEST_CASE("thresholds give the rate, whatever the number of steps") {
  for (const int time_steps : {1, 4, 8}) {
    const ValueMap x = random_values(time_steps, {20, 8, 8}, -100000, 100000);
    for (const double rate : {0.01, 0.1, 0.4}) {
      const auto thresholds = thresholds_for(x, time_steps, rate);
      CHECK(rate_of_counts(x, time_steps, thresholds) == Approx(rate).epsilon(0.02));
      CHECK(fire_all(x, time_steps, thresholds).count() ==
            static_cast<std::uint64_t>(rate_of_counts(x, time_steps, thresholds) * 20 * 64 * time_steps + 0.5));
    }
  }
}

TEST_CASE("small counts are met by different thresholds in different channels") {
  const ValueMap x = random_values(1, {50, 8, 8}, 0, 2);  // a threshold of 1 gives 2/3, of 2 gives 1/3
  const auto thresholds = thresholds_for(x, 1, 0.5);
  CHECK(rate_of_counts(x, 1, thresholds) == Approx(0.5).epsilon(0.03));
  CHECK(std::count(thresholds.begin(), thresholds.end(), 1) > 10);
  CHECK(std::count(thresholds.begin(), thresholds.end(), 2) > 10);
}

TEST_CASE("what silent channels cannot give the others make up for") {
  ValueMap x = random_values(1, {10, 20, 20}, 1, 1000);
  for (int y = 0; y < 20; ++y)
    for (int column = 0; column < 20; ++column) std::fill_n(x.at(0, y, column), 5, -1);
  const auto thresholds = thresholds_for(x, 1, 0.3);
  CHECK(rate_of_counts(x, 1, thresholds) == Approx(0.3).epsilon(0.02));
  for (const std::int32_t threshold : thresholds) CHECK(threshold >= 1);
}

}  // namespace
}  // namespace spikeloom
