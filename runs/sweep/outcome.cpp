// SPDX-License-Identifier: Apache-2.0
#include "runs/sweep/outcome.hpp"

#include <algorithm>
#include <cmath>

#include "base/scalars.hpp"
#include "runs/sweep/measures.hpp"

namespace spikeloom {
namespace {

std::string broken_constraints(const SweepSpec& sweep, const std::vector<double>& values) {
  std::string text;
  for (const Constraint& constraint : sweep.constraints) {
    const double value = values[measure_index(constraint.measure)];
    if (!constraint.holds(value)) text += (text.empty() ? "" : "; ") + constraint.text + ": " + number_text(value);
  }
  return text;
}

bool dominates(const std::vector<double>& a, const std::vector<double>& b) {
  bool better = false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i] > b[i]) return false;
    better = better || a[i] < b[i];
  }
  return better;
}

void mark_front(const SweepSpec& sweep, std::vector<Outcome>& outcomes) {
  std::vector<std::pair<Outcome*, std::vector<double>>> feasible;
  for (Outcome& outcome : outcomes)
    if (outcome.feasible) feasible.emplace_back(&outcome, objective_values(sweep, outcome.values));
  for (auto& [outcome, objectives] : feasible) {
    const auto& mine = objectives;
    outcome->on_front = std::none_of(feasible.begin(), feasible.end(),
                                     [&](const auto& other) { return dominates(other.second, mine); });
  }
}

}  // namespace

const char* state_name(PointState state) {
  switch (state) {
    case PointState::Missing:
      return "missing";
    case PointState::Finished:
      return "finished";
    case PointState::Failed:
      return "failed";
  }
  return "";
}

std::vector<double> objective_values(const SweepSpec& sweep, const std::vector<double>& values) {
  std::vector<double> objectives;
  for (const Objective& objective : sweep.objectives) {
    const double value = values[measure_index(objective.measure)];
    objectives.push_back(objective.maximise ? -value : value);
  }
  return objectives;
}

double violation(const SweepSpec& sweep, const std::vector<double>& values) {
  double sum = 0;
  for (const Constraint& constraint : sweep.constraints) {
    const double value = values[measure_index(constraint.measure)];
    if (!constraint.holds(value))
      sum += std::abs(value - constraint.bound) / std::max(std::abs(constraint.bound), 1e-300);
  }
  return sum;
}

void judge(const SweepSpec& sweep, std::vector<Outcome>& outcomes) {
  for (Outcome& outcome : outcomes) {
    outcome.feasible = false;
    outcome.on_front = false;
    if (outcome.state != PointState::Finished) continue;
    outcome.reason = broken_constraints(sweep, outcome.values);
    outcome.feasible = outcome.reason.empty();
  }
  mark_front(sweep, outcomes);
}

}  // namespace spikeloom
