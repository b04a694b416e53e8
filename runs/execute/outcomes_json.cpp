// SPDX-License-Identifier: Apache-2.0
#include "runs/execute/outcomes_json.hpp"

#include "runs/sweep/measures.hpp"

namespace spikeloom {
namespace {

using Json = nlohmann::ordered_json;

Json axes_json(const SweepSpec& sweep) {
  Json axes = Json::array();
  for (const Axis& axis : sweep.axes) {
    Json values = Json::array();
    for (const AxisValue& value : axis.values) values.push_back(value.label);
    axes.push_back({{"key", axis.key}, {"values", values}});
  }
  return axes;
}

Json measures_json() {
  Json json = Json::array();
  for (const Measure& measure : measures()) json.push_back({{"name", measure.name}, {"unit", measure.unit}});
  return json;
}

Json point_json(const Outcome& outcome, std::size_t number) {
  Json json = {{"point", number},
               {"key", outcome.key},
               {"at", outcome.at},
               {"state", state_name(outcome.state)},
               {"feasible", outcome.feasible},
               {"on_front", outcome.on_front},
               {"reason", outcome.reason}};
  for (std::size_t i = 0; i < outcome.values.size(); ++i) json["values"][measures()[i].name] = outcome.values[i];
  return json;
}

}  // namespace

Json outcomes_json(const SweepSpec& sweep, const std::vector<Outcome>& outcomes) {
  Json json = {{"schema_version", kOutcomesSchemaVersion},
               {"file", sweep.file},
               {"run", sweep.run},
               {"axes", axes_json(sweep)},
               {"measures", measures_json()}};
  json["constraints"] = Json::array();
  for (const Constraint& constraint : sweep.constraints) json["constraints"].push_back(constraint.text);
  for (const Objective& objective : sweep.objectives)
    json["objectives"].push_back({{"measure", objective.measure}, {"maximise", objective.maximise}});
  json["points"] = Json::array();
  for (std::size_t i = 0; i < outcomes.size(); ++i) json["points"].push_back(point_json(outcomes[i], i));
  return json;
}

}  // namespace spikeloom
