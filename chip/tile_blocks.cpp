// SPDX-License-Identifier: Apache-2.0
// `tiles:` of a chip: single tiles whose blocks differ from the others'.

#include <charconv>

#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/field_reader.hpp"
#include "chip/chip_spec.hpp"

namespace spikeloom {
namespace {

// One of the two numbers of "column,row"; false when it is anything else.
bool read_place(const char* begin, const char* end, int& number) {
  const auto [rest, error] = std::from_chars(begin, end, number);
  return error == std::errc() && rest == end && begin != end && *begin != '-';
}

std::pair<int, int> read_tile(const ConfigNode::Entry& entry, const std::string& key) {
  std::pair<int, int> place;
  const char* begin = entry.key.data();
  const char* end = begin + entry.key.size();
  const std::size_t comma = entry.key.find(',');
  if (comma == std::string::npos || !read_place(begin, begin + comma, place.first) ||
      !read_place(begin + comma + 1, end, place.second))
    fail_at(entry.key_place, key + ": '" + entry.key + "' is not a tile; allowed: \"column,row\", as in \"1,2\"");
  return place;
}

BlockName override_of(const BlockName& own, const BlockName& of_chip) { return own.name.empty() ? of_chip : own; }

}  // namespace

void read_field(const ConfigNode& node, const std::string& key, TileTable& tiles) {
  const FieldReader must_be_a_map(&node, key);
  for (const ConfigNode::Entry& entry : node.entries) {
    const auto place = read_tile(entry, key);
    FieldReader tile(&entry.value, key + "." + entry.key);
    TileBlocks blocks;
    blocks.where = entry.key_place.text() + ": " + key + "." + entry.key;
    tile.implementation("core", blocks.core, "");
    tile.implementation("router", blocks.router, "");
    tile.implementation("impl", blocks.impl, "");
    tile.finish();
    if (!tiles.emplace(place, blocks).second) fail_at(entry.key_place, key + ": tile " + entry.key + " twice");
  }
}

nlohmann::ordered_json field_json(const TileTable& tiles) {
  nlohmann::ordered_json json;
  for (const auto& [place, blocks] : tiles) {
    nlohmann::ordered_json& tile = json[std::to_string(place.first) + "," + std::to_string(place.second)];
    tile = nlohmann::ordered_json::object();
    if (!blocks.core.name.empty()) tile["core"] = blocks.core.name;
    if (!blocks.router.name.empty()) tile["router"] = blocks.router.name;
    if (!blocks.impl.name.empty()) tile["impl"] = blocks.impl.name;
  }
  return json;
}

std::string field_allowed(const TileTable& /*tiles*/) { return "map of tiles"; }

TileBlocks ChipSpec::blocks_of(int number) const {
  const auto found = tiles.find({number % mesh.columns, number / mesh.columns});
  if (found == tiles.end()) return {"", core.impl, noc.router, tile.impl};
  const TileBlocks& own = found->second;
  return {own.where, override_of(own.core, core.impl), override_of(own.router, noc.router),
          override_of(own.impl, tile.impl)};
}

}  // namespace spikeloom
