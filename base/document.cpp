// SPDX-License-Identifier: Apache-2.0
#include "base/document.hpp"

#include <filesystem>

#include "base/error.hpp"
#include "base/json_reader.hpp"
#include "base/tree_builder.hpp"

namespace spikeloom {

std::string Place::text() const {
  if (line == 0) return file;
  return file + ":" + std::to_string(line) + ":" + std::to_string(column);
}

void fail_at(const Place& place, const std::string& what) { throw InputError(place.text() + ": " + what); }

const ConfigNode* ConfigNode::find(const std::string& key) const {
  for (const Entry& entry : entries)
    if (entry.key == key) return &entry.value;
  return nullptr;
}

ConfigNode* ConfigNode::find(const std::string& key) {
  return const_cast<ConfigNode*>(static_cast<const ConfigNode*>(this)->find(key));
}

const ConfigNode& ConfigNode::nearest(const std::vector<std::string>& path) const {
  const ConfigNode* node = this;
  for (const std::string& key : path) {
    const ConfigNode* next = node->find(key);
    if (next == nullptr) break;
    node = next;
  }
  return *node;
}

const char* ConfigNode::kind_name() const {
  switch (kind) {
    case Kind::Nothing:
      return "nothing";
    case Kind::Scalar:
      return "a single value";
    case Kind::List:
      return "a list";
    case Kind::Map:
      return "a map";
  }
  return "";
}

ConfigNode read_document(const std::string& path) {
  ConfigNode root = parse_document(read_file(path), Place{path, 1, 1});
  if (root.kind == ConfigNode::Kind::Nothing) root.kind = ConfigNode::Kind::Map;
  if (root.kind != ConfigNode::Kind::Map)
    fail_at(root.place, std::string("the file must be a map (key: value), not ") + root.kind_name());
  return root;
}

ConfigNode parse_document(const std::string& text, const Place& origin) { return build_tree(text, origin); }

std::string resolve_path(const std::string& path, const std::string& file) {
  const std::filesystem::path written(path);
  if (written.is_absolute()) return written.lexically_normal().string();
  return (std::filesystem::path(file).parent_path() / written).lexically_normal().string();
}

}  // namespace spikeloom
