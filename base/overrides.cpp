// SPDX-License-Identifier: Apache-2.0
#include "base/overrides.hpp"

#include <sstream>

namespace spikeloom {
namespace {

std::vector<std::string> split_path(const std::string& path, const Place& place) {
  std::vector<std::string> keys;
  std::istringstream stream(path + ".");
  for (std::string key; std::getline(stream, key, '.');) {
    if (key.empty()) fail_at(place, "expected key.path=value");
    keys.push_back(key);
  }
  return keys;
}

/// The value of `key` in a map, made when it is missing.
ConfigNode& entry_of(ConfigNode& map, const std::string& key, const Place& place) {
  if (map.kind == ConfigNode::Kind::Nothing) map.kind = ConfigNode::Kind::Map;
  if (map.kind != ConfigNode::Kind::Map)
    fail_at(place,
            "'" + key + "' cannot be set: " + map.place.text() + " has " + map.kind_name() + " there, not a map");
  if (ConfigNode* found = map.find(key)) return *found;
  ConfigNode made;
  made.place = place;
  map.entries.push_back({key, place, std::move(made)});
  return map.entries.back().value;
}

}  // namespace

Override parse_override(const std::string& assignment) {
  const Place place{"--set " + assignment, 0, 0};
  const std::size_t equals = assignment.find('=');
  if (equals == std::string::npos) fail_at(place, "expected key.path=value");
  return {split_path(assignment.substr(0, equals), place), parse_document(assignment.substr(equals + 1), place)};
}

std::vector<Override> parse_overrides(const std::vector<std::string>& assignments) {
  std::vector<Override> changes;
  changes.reserve(assignments.size());
  for (const std::string& assignment : assignments) changes.push_back(parse_override(assignment));
  return changes;
}

void apply_override(ConfigNode& root, const Override& change) {
  ConfigNode* node = &root;
  for (const std::string& key : change.path) node = &entry_of(*node, key, change.value.place);
  *node = change.value;
}

}  // namespace spikeloom
