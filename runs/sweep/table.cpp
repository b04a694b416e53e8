// SPDX-License-Identifier: Apache-2.0
#include "runs/sweep/table.hpp"

#include "base/scalars.hpp"
#include "runs/sweep/measures.hpp"

namespace spikeloom {
namespace {

/// RFC 4180: quoted where it has to be.
std::string cell(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

const char* truth(bool value) { return value ? "true" : "false"; }

std::string header(const SweepSpec& sweep) {
  std::string line = "point,key,state";
  for (const Axis& axis : sweep.axes) line += "," + cell(axis.key);
  return line + ",feasible,on_front,reason,measure,unit,value\n";
}

/// What all rows of a point begin with.
std::string point_cells(const SweepSpec& sweep, std::size_t number, const Outcome& outcome) {
  std::string cells = std::to_string(number) + "," + outcome.key + "," + state_name(outcome.state);
  for (std::size_t i = 0; i < sweep.axes.size(); ++i)
    cells += "," + cell(sweep.axes[i].values[static_cast<std::size_t>(outcome.at[i])].label);
  return cells + "," + truth(outcome.feasible) + "," + truth(outcome.on_front) + "," + cell(outcome.reason);
}

}  // namespace

std::string table_csv(const SweepSpec& sweep, const std::vector<Outcome>& outcomes) {
  std::string text = header(sweep);
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    const std::string cells = point_cells(sweep, i, outcomes[i]);
    if (outcomes[i].state != PointState::Finished) {
      text += cells + ",,,\n";
      continue;
    }
    for (std::size_t m = 0; m < measures().size(); ++m)
      text +=
          cells + "," + measures()[m].name + "," + measures()[m].unit + "," + number_text(outcomes[i].values[m]) + "\n";
  }
  return text;
}

}  // namespace spikeloom
