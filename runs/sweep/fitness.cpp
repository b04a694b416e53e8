// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "runs/sweep/outcome.hpp"
#include "runs/sweep/search.hpp"

namespace spikeloom {

Fitness fitness_of(const SweepSpec& sweep, const std::vector<double>& values) {
  if (values.empty()) return Fitness(sweep.objectives.size(), kFailedFitness);
  const double broken = violation(sweep, values);
  if (broken > 0) return Fitness(sweep.objectives.size(), kBrokenFitness * (1 + std::min(broken, 1e4)));
  return objective_values(sweep, values);
}

}  // namespace spikeloom
