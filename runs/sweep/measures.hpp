// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a point is judged by: figures taken out of its results.json, each with a name of its own. Used by constraints,
// objectives, the table and the report.

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace spikeloom {

struct Measure {
  const char* name;
  const char* unit;
  const char* path;  ///< in results.json, as a JSON pointer
};

/// In the order of the table.
const std::vector<Measure>& measures();
std::vector<std::string> measure_names();
bool is_measure(const std::string& name);

/// A value for each of measures().
std::vector<double> measure(const nlohmann::json& results);
/// Index of a name that is_measure().
std::size_t measure_index(const std::string& name);

}  // namespace spikeloom
