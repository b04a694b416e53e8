// SPDX-License-Identifier: Apache-2.0
#pragma once
// Multi-objective search of a space by NSGA-II (pagmo): generations of points, each bred from the best so far. A point
// is simulated once and then known, so the budget counts points, not questions.

#include <functional>

#include "runs/sweep/sweep_spec.hpp"

namespace spikeloom {

constexpr double kBrokenFitness = 1e20;  ///< beyond every objective
constexpr double kFailedFitness = 1e25;  ///< beyond every broken constraint

/// Values to minimise. What breaks constraints must be worse than anything that does not.
using Fitness = std::vector<double>;
/// Of points that were not asked about before.
using Evaluate = std::function<std::vector<Fitness>(const std::vector<Coordinates>&)>;

/// Everything that was evaluated, in that order: at most sweep.samples points. Deterministic: the same answers lead to
/// the same questions, which is what makes a search resumable. Throws what `evaluate` throws, and InputError in a
/// program that was built without pagmo.
std::vector<Coordinates> search(const SweepSpec& sweep, const Evaluate& evaluate);

/// Of a point with these measures (none: it failed).
Fitness fitness_of(const SweepSpec& sweep, const std::vector<double>& values);

}  // namespace spikeloom
