// SPDX-License-Identifier: Apache-2.0
#pragma once
// A YAML file as a tree in which every node knows its place. The format is YAML without its surprises: duplicate keys,
// anchors, aliases, several documents in a file and keys that are not plain words are refused.
// Everything here throws InputError "file:line:column: what".

#include <string>
#include <utility>
#include <vector>

namespace spikeloom {

/// Where something was written: a file with line and column, or an option of the command line (line 0).
struct Place {
  std::string file;
  int line = 0, column = 0;
  std::string text() const;
};

[[noreturn]] void fail_at(const Place& place, const std::string& what);

/// A scalar, a list, a map, or nothing (`key:` with no value).
struct ConfigNode {
  enum class Kind { Nothing, Scalar, List, Map };
  struct Entry;

  Kind kind = Kind::Nothing;
  Place place;
  std::string text;               ///< of a scalar
  bool quoted = false;            ///< a quoted scalar is a text, whatever it looks like
  std::vector<ConfigNode> items;  ///< of a list
  std::vector<Entry> entries;     ///< of a map, in the order of the file

  const ConfigNode* find(const std::string& key) const;
  ConfigNode* find(const std::string& key);
  /// The node at a path of keys, or the deepest one on the way to it: the best place for a message.
  const ConfigNode& nearest(const std::vector<std::string>& path) const;
  /// "a map", "a list", "a text", "nothing": for messages.
  const char* kind_name() const;
};

struct ConfigNode::Entry {
  std::string key;
  Place key_place;
  ConfigNode value;
};

/// The whole file; its top must be a map. An empty file is an empty map.
ConfigNode read_document(const std::string& path);

/// YAML from a text. When `origin` has no line (an option), it is the place of every node.
ConfigNode parse_document(const std::string& text, const Place& origin);

/// `path` as written in `file`: relative to the folder of that file.
std::string resolve_path(const std::string& path, const std::string& file);

}  // namespace spikeloom
