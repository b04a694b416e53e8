// SPDX-License-Identifier: Apache-2.0
#include "runs/sweep/space.hpp"

#include <catch2/catch.hpp>

#include <set>

#include "base/error.hpp"

namespace spikeloom {
namespace {

Axis axis(int values) {
  Axis made{"axis", {}, {}};
  for (int i = 0; i < values; ++i) made.values.push_back({{}, std::to_string(i)});
  return made;
}

TEST_CASE("a grid is every combination, the last axis turning fastest") {
  SweepSpec sweep;
  sweep.axes = {axis(2), axis(3)};
  CHECK(chosen_points(sweep) == std::vector<Coordinates>{{0, 0}, {0, 1}, {0, 2}, {1, 0}, {1, 1}, {1, 2}});
}

TEST_CASE("a grid beyond all bounds is refused") {
  SweepSpec sweep;
  sweep.axes = {axis(1000), axis(1000), axis(1000), axis(1000), axis(1000), axis(1000), axis(1000)};
  CHECK(space_size(sweep.axes) == kMostPoints + 1);
  CHECK_THROWS_AS(chosen_points(sweep), InputError);
}

TEST_CASE("a latin hypercube takes every value of every axis equally often") {
  const std::vector<Coordinates> points = latin_hypercube({axis(5), axis(10)}, 10, 7);
  for (int value = 0; value < 5; ++value)
    CHECK(std::count_if(points.begin(), points.end(), [&](const Coordinates& at) { return at[0] == value; }) == 2);
  std::set<int> second;
  for (const Coordinates& at : points) second.insert(at[1]);
  CHECK(second.size() == 10);
  CHECK(points == latin_hypercube({axis(5), axis(10)}, 10, 7));
  CHECK(points != latin_hypercube({axis(5), axis(10)}, 10, 8));
}

TEST_CASE("random points do not repeat, and end with the space") {
  SweepSpec sweep;
  sweep.method = SweepMethod::Random;
  sweep.axes = {axis(4), axis(4)};
  sweep.samples = 100;
  const std::vector<Coordinates> points = chosen_points(sweep);
  CHECK(points.size() == 16);
  CHECK(std::set<Coordinates>(points.begin(), points.end()).size() == 16);
}

}  // namespace
}  // namespace spikeloom
