// SPDX-License-Identifier: Apache-2.0
#include "runs/execute/point_report.hpp"

#include <nlohmann/json.hpp>

namespace spikeloom {
namespace {

constexpr std::size_t kLongestError = 3000;  ///< a line of a pipe must stay below PIPE_BUF to arrive in one piece

}  // namespace

std::string PointReport::to_line() const {
  const std::string shown = error.substr(0, kLongestError);
  const nlohmann::json json = {{"point", point}, {"error", shown}, {"unwritable", unwritable}};
  return json.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace) + "\n";
}

PointReport PointReport::from_line(const std::string& line) {
  const nlohmann::json json = nlohmann::json::parse(line);
  return {json.at("point"), json.at("error"), json.at("unwritable")};
}

}  // namespace spikeloom
