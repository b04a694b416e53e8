// SPDX-License-Identifier: Apache-2.0
#include "runs/sweep/space.hpp"

#include <algorithm>
#include <random>
#include <set>

#include "base/error.hpp"

namespace spikeloom {
namespace {

constexpr int kTriesPerSample = 100;

/// The standard's distributions differ by library. The bias of the remainder is below 2^-40 here.
int below(std::mt19937_64& random, int end) { return static_cast<int>(random() % static_cast<std::uint64_t>(end)); }

int size_of(const Axis& axis) { return static_cast<int>(axis.values.size()); }

std::vector<Coordinates> grid(const SweepSpec& sweep) {
  const std::uint64_t size = space_size(sweep.axes);
  if (size > kMostPoints)
    throw InputError(sweep.file + ": the grid has more than " + std::to_string(kMostPoints) +
                     " points; allowed: fewer values, or another method");
  std::vector<Coordinates> points(size, Coordinates(sweep.axes.size()));
  for (std::uint64_t i = 0; i < size; ++i) {
    std::uint64_t rest = i;
    for (std::size_t axis = sweep.axes.size(); axis-- > 0;) {
      const std::uint64_t values = sweep.axes[axis].values.size();
      points[i][axis] = static_cast<int>(rest % values);
      rest /= values;
    }
  }
  return points;
}

std::vector<Coordinates> random_points(const SweepSpec& sweep) {
  std::mt19937_64 random(sweep.seed);
  std::vector<Coordinates> points;
  std::set<Coordinates> seen;
  const std::uint64_t wanted = std::min(space_size(sweep.axes), static_cast<std::uint64_t>(sweep.samples));
  for (std::uint64_t tries = 0; points.size() < wanted && tries < wanted * kTriesPerSample; ++tries) {
    Coordinates at;
    for (const Axis& axis : sweep.axes) at.push_back(below(random, size_of(axis)));
    if (seen.insert(at).second) points.push_back(at);
  }
  return points;
}

std::vector<int> shuffled(int count, std::mt19937_64& random) {
  std::vector<int> order(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) order[static_cast<std::size_t>(i)] = i;
  for (int i = count - 1; i > 0; --i)
    std::swap(order[static_cast<std::size_t>(i)], order[static_cast<std::size_t>(below(random, i + 1))]);
  return order;
}

std::vector<Coordinates> without_repetition(const std::vector<Coordinates>& points) {
  std::vector<Coordinates> distinct;
  std::set<Coordinates> seen;
  for (const Coordinates& at : points)
    if (seen.insert(at).second) distinct.push_back(at);
  return distinct;
}

}  // namespace

std::uint64_t space_size(const std::vector<Axis>& axes) {
  std::uint64_t size = 1;
  for (const Axis& axis : axes) size = std::min(kMostPoints + 1, size * axis.values.size());
  return size;
}

std::vector<Coordinates> latin_hypercube(const std::vector<Axis>& axes, int samples, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<Coordinates> points(static_cast<std::size_t>(samples));
  for (const Axis& axis : axes) {
    const std::vector<int> strata = shuffled(samples, random);
    for (std::size_t i = 0; i < points.size(); ++i)
      points[i].push_back(static_cast<int>(std::int64_t{strata[i]} * size_of(axis) / samples));
  }
  return without_repetition(points);
}

std::vector<Coordinates> chosen_points(const SweepSpec& sweep) {
  switch (sweep.method) {
    case SweepMethod::Grid:
      return grid(sweep);
    case SweepMethod::List:
      return sweep.listed;
    case SweepMethod::LatinHypercube:
      return latin_hypercube(sweep.axes, sweep.samples, sweep.seed);
    case SweepMethod::Random:
      return random_points(sweep);
    case SweepMethod::Nsga2:
      break;
  }
  return {};
}

}  // namespace spikeloom
