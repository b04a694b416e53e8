// SPDX-License-Identifier: Apache-2.0
#include "runs/sweep/sweep_file.hpp"

#include <cmath>
#include <map>
#include <sstream>

#include "base/field_reader.hpp"
#include "base/suggestion.hpp"
#include "runs/sweep/axis_reader.hpp"
#include "runs/sweep/measures.hpp"

namespace spikeloom {
namespace {

void require_measure(const std::string& name, const Place& place) {
  if (!is_measure(name)) fail_at(place, "unknown measure '" + name + "'" + suggestion(name, measure_names()));
}

Constraint read_constraint(const ConfigNode& node) {
  const std::string text = read_text(node, "constraints");
  std::istringstream words(text);
  std::string measure, relation, bound, rest;
  words >> measure >> relation >> bound;
  if ((relation != "<=" && relation != ">=") || bound.empty() || words >> rest)
    fail_at(node.place, "constraints: '" + text + "' is not understood; allowed: \"MEASURE <= NUMBER\", \">=\"");
  require_measure(measure, node.place);
  ConfigNode number = node;
  number.text = bound;
  number.quoted = false;
  return {text, measure, relation == "<=", read_double(number, "constraints"), node.place};
}

/// No point can be both at most `high` and at least `low`.
void require_consistent(const std::vector<Constraint>& constraints) {
  for (const Constraint& high : constraints)
    for (const Constraint& low : constraints)
      if (high.at_most && !low.at_most && high.measure == low.measure && high.bound < low.bound)
        fail_at(low.place, "constraints: '" + low.text + "' contradicts '" + high.text + "' at " + high.place.text());
  for (const Constraint& constraint : constraints)
    if (constraint.at_most && constraint.bound < 0)
      fail_at(constraint.place, "constraints: '" + constraint.text + "' can never hold: no measure is negative");
}

std::vector<Constraint> read_constraints(FieldReader& reader) {
  std::vector<Constraint> constraints;
  const ConfigNode* node = reader.take("constraints");
  if (node == nullptr) return constraints;
  if (node->kind != ConfigNode::Kind::List) fail_at(node->place, "constraints: must be a list of texts");
  for (const ConfigNode& item : node->items) constraints.push_back(read_constraint(item));
  require_consistent(constraints);
  return constraints;
}

std::vector<Objective> read_objectives(FieldReader& reader) {
  const ConfigNode* node = reader.take("objectives");
  if (node == nullptr) return {{"energy_uj", false}, {"latency_us", false}, {"area_mm2", false}};
  if (node->kind != ConfigNode::Kind::Map || node->entries.empty())
    fail_at(node->place, "objectives: must be a map from measures to min or max");
  std::vector<Objective> objectives;
  for (const ConfigNode::Entry& entry : node->entries) {
    require_measure(entry.key, entry.key_place);
    const std::string word = read_text(entry.value, "objectives." + entry.key);
    if (word != "min" && word != "max") fail_at(entry.value.place, "objectives." + entry.key + ": allowed: min, max");
    objectives.push_back({entry.key, word == "max"});
  }
  return objectives;
}

std::vector<Override> read_set(FieldReader& reader) {
  std::vector<Override> changes;
  const ConfigNode* node = reader.take("set");
  if (node == nullptr) return changes;
  if (node->kind != ConfigNode::Kind::Map) fail_at(node->place, "set: must be a map (key.path: value)");
  for (const ConfigNode::Entry& entry : node->entries)
    changes.push_back({parse_override(run_key(entry.key) + "=0").path, entry.value});
  return changes;
}

void read_space(FieldReader& reader, SweepSpec& sweep) {
  const ConfigNode *axes = reader.take("axes"), *points = reader.take("points");
  const bool list = sweep.method == SweepMethod::List;
  if (list && (points == nullptr || axes != nullptr)) reader.fail({}, "method list needs 'points' and no 'axes'");
  if (!list && (axes == nullptr || points != nullptr)) reader.fail({}, "needs 'axes' ('points' are for method list)");
  if (list)
    read_points(*points, sweep);
  else
    sweep.axes = read_axes(*axes);
}

}  // namespace

SweepSpec read_sweep(const std::string& path) {
  const ConfigNode document = read_document(path);
  FieldReader reader(&document, "");
  SweepSpec sweep;
  sweep.file = path;
  if (reader.take("run") == nullptr) reader.fail({}, "'run' is missing: the run file that all points start from");
  reader.file("run", sweep.run, "");
  sweep.fields(reader);
  sweep.set = read_set(reader);
  read_space(reader, sweep);
  sweep.constraints = read_constraints(reader);
  sweep.objectives = read_objectives(reader);
  reader.finish();
  if (sweep.population % 4 != 0) reader.fail({"population"}, "must be a multiple of 4");
  return sweep;
}

}  // namespace spikeloom
