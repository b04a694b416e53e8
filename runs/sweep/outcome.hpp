// SPDX-License-Identifier: Apache-2.0
#pragma once
// What became of the points of a sweep, and which of them are worth looking at. Used by the table, the search and the
// report.

#include <string>
#include <vector>

#include "runs/sweep/sweep_spec.hpp"

namespace spikeloom {

enum class PointState : std::uint8_t { Missing, Finished, Failed };

struct Outcome {
  Coordinates at;
  std::string key;
  PointState state = PointState::Missing;
  std::string reason;          ///< the error of a failed point; the constraints that a finished one breaks
  std::vector<double> values;  ///< of measures(), when finished
  bool feasible = false;       ///< finished, and all constraints hold
  bool on_front = false;       ///< feasible, and no feasible point is as good in all objectives and better in one
};

const char* state_name(PointState state);

/// Fills feasible, on_front and, for finished points, reason.
void judge(const SweepSpec& sweep, std::vector<Outcome>& outcomes);

/// Objectives of a finished point, all to be minimised.
std::vector<double> objective_values(const SweepSpec& sweep, const std::vector<double>& values);

/// By how much constraints are broken, relative to their bounds, summed; 0: all hold.
double violation(const SweepSpec& sweep, const std::vector<double>& values);

}  // namespace spikeloom
