// SPDX-License-Identifier: Apache-2.0
#pragma once
// `--set key.path=value`: changes a document before it is read, so that the same rules hold for file and command line.

#include <string>
#include <vector>

#include "base/document.hpp"

namespace spikeloom {

struct Override {
  std::vector<std::string> path;
  ConfigNode value;  ///< its place is the option itself
};

/// Parses "a.b.c=value"; the value is YAML. Throws InputError naming the option.
Override parse_override(const std::string& assignment);
std::vector<Override> parse_overrides(const std::vector<std::string>& assignments);

/// Puts the value at its path. Maps on the way are made where they are missing: whether the key exists at all is for
/// the reader to say, which then points at the option.
void apply_override(ConfigNode& root, const Override& change);

}  // namespace spikeloom
