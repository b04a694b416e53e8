// SPDX-License-Identifier: Apache-2.0
#include "runs/execute/summary.hpp"

#include <algorithm>
#include <cstdio>

#include "base/text_table.hpp"
#include "runs/sweep/measures.hpp"

namespace spikeloom {
namespace {

constexpr std::size_t kMostRows = 20;

std::string short_number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.4g", value);
  return text;
}

std::vector<std::string> heading(const SweepSpec& sweep) {
  std::vector<std::string> cells;
  for (const Axis& axis : sweep.axes) cells.push_back(axis.key);
  for (const Objective& objective : sweep.objectives) cells.push_back(objective.measure);
  return cells;
}

std::vector<std::string> row(const SweepSpec& sweep, const Outcome& outcome) {
  std::vector<std::string> cells;
  for (std::size_t i = 0; i < sweep.axes.size(); ++i)
    cells.push_back(sweep.axes[i].values[static_cast<std::size_t>(outcome.at[i])].label);
  for (const Objective& objective : sweep.objectives)
    cells.push_back(short_number(outcome.values[measure_index(objective.measure)]));
  return cells;
}

std::vector<const Outcome*> front_of(const SweepSpec& sweep, const std::vector<Outcome>& outcomes) {
  std::vector<const Outcome*> front;
  for (const Outcome& outcome : outcomes)
    if (outcome.on_front) front.push_back(&outcome);
  std::stable_sort(front.begin(), front.end(), [&](const Outcome* a, const Outcome* b) {
    return objective_values(sweep, a->values) < objective_values(sweep, b->values);
  });
  return front;
}

template <class Kind>
std::string count_of(const std::vector<Outcome>& outcomes, Kind kind) {
  return std::to_string(std::count_if(outcomes.begin(), outcomes.end(), kind));
}

}  // namespace

std::string sweep_summary(const SweepSpec& sweep, const std::vector<Outcome>& outcomes, int width) {
  const std::vector<const Outcome*> front = front_of(sweep, outcomes);
  std::vector<TextTable::Align> align(sweep.axes.size() + sweep.objectives.size(), TextTable::Align::Right);
  TextTable table(width, align);
  table.add(heading(sweep));
  for (std::size_t i = 0; i < std::min(front.size(), kMostRows); ++i) table.add(row(sweep, *front[i]));
  const auto state = [](PointState wanted) { return [wanted](const Outcome& o) { return o.state == wanted; }; };
  return "Pareto front (" + std::to_string(front.size()) + " of " + std::to_string(outcomes.size()) + " points)\n" +
         (front.empty() ? "" : table.text()) +
         count_of(outcomes, [](const Outcome& outcome) { return outcome.feasible; }) + " feasible, " +
         count_of(outcomes, [](const Outcome& o) { return o.state == PointState::Finished && !o.feasible; }) +
         " break a constraint, " + count_of(outcomes, state(PointState::Failed)) + " failed, " +
         count_of(outcomes, state(PointState::Missing)) + " missing\n";
}

}  // namespace spikeloom
