// SPDX-License-Identifier: Apache-2.0
#include "runs/sweep/search.hpp"

#include <catch2/catch.hpp>

#include <set>

namespace spikeloom {
namespace {

SweepSpec space(int values) {
  SweepSpec sweep;
  sweep.objectives = {{"energy_uj", false}, {"latency_us", false}};
  for (int i = 0; i < 3; ++i) {
    Axis axis{"axis", {}, {}};
    for (int v = 0; v < values; ++v) axis.values.push_back({{}, std::to_string(v)});
    sweep.axes.push_back(axis);
  }
  return sweep;
}

/// Its front is where the last two coordinates are 0.
std::vector<Fitness> valley(const std::vector<Coordinates>& asked) {
  std::vector<Fitness> answers;
  for (const Coordinates& at : asked) {
    const double lost = at[1] + at[2];
    answers.push_back({at[0] + lost, 9 - at[0] + lost});
  }
  return answers;
}

TEST_CASE("a search keeps its budget, asks nothing twice and repeats itself") {
  SweepSpec sweep = space(10);
  sweep.samples = 150;
  std::set<Coordinates> asked;
  const auto evaluate = [&](const std::vector<Coordinates>& points) {
    for (const Coordinates& at : points) CHECK(asked.insert(at).second);
    return valley(points);
  };
  const std::vector<Coordinates> found = search(sweep, evaluate);
  CHECK(found.size() == 150);
  CHECK(asked.size() == 150);
  CHECK(found == search(sweep, valley));
  sweep.seed = 2;
  CHECK(found != search(sweep, valley));
}

TEST_CASE("a search finds the front of a valley") {
  SweepSpec sweep = space(10);
  sweep.samples = 200;
  int on_front = 0;
  for (const Coordinates& at : search(sweep, valley)) on_front += at[1] == 0 && at[2] == 0 ? 1 : 0;
  CHECK(on_front >= 8);  // of 10, with a fifth of the evaluations
}

TEST_CASE("a space smaller than a generation is used up") {
  SweepSpec sweep = space(2);
  CHECK(search(sweep, valley).size() == 8);
}

TEST_CASE("failed is worse than broken, broken is worse than anything") {
  const SweepSpec sweep = space(2);
  CHECK(fitness_of(sweep, {})[0] > 1e24);
}

}  // namespace
}  // namespace spikeloom
