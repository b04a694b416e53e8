// SPDX-License-Identifier: Apache-2.0
#include "base/field_reader.hpp"

#include <algorithm>
#include <filesystem>

#include "base/suggestion.hpp"

namespace spikeloom {

FieldReader::FieldReader(const ConfigNode* map, std::string path) : map_(map), path_(std::move(path)) {
  if (map_ == nullptr) return;
  if (map_->kind != ConfigNode::Kind::Map)
    fail_at(map_->place, (path_.empty() ? "" : path_ + ": ") + "must be a map (key: value), not " + map_->kind_name());
  base_ = map_->place.file;
}

const ConfigNode* FieldReader::take(const std::string& key) {
  known_.push_back(key);
  return map_ == nullptr ? nullptr : map_->find(key);
}

const ConfigNode& FieldReader::required(const std::string& key, const std::string& what) {
  const ConfigNode* node = take(key);
  if (node == nullptr) fail({}, "'" + full(key) + "' is missing: " + what);
  return *node;
}

FieldReader FieldReader::open(const std::string& key) {
  const ConfigNode* node = take(key);
  const bool other_file = node != nullptr && node->place.line != 0 && node->place.file != map_->place.file;
  FieldReader inner(node, other_file ? "" : full(key));  // keys count from the top of the file they stand in
  inner.base_ = base_;
  return inner;
}

void FieldReader::finish() const {
  if (map_ == nullptr) return;
  for (const ConfigNode::Entry& entry : map_->entries)
    if (std::find(known_.begin(), known_.end(), entry.key) == known_.end())
      fail_at(entry.key_place, "unknown key '" + full(entry.key) + "'" + suggestion(entry.key, known_));
}

std::string FieldReader::existing_path(const ConfigNode& node, const std::string& key, const char* what) const {
  std::string path = resolve_path(read_text(node, key), node.place.line == 0 ? base_ : node.place.file);
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) fail_at(node.place, key + ": there is no " + what + " " + path);
  const bool wants_folder = std::string(what) == kBundle;
  if (!wants_folder && std::filesystem::is_directory(path, ignored))
    fail_at(node.place, key + ": " + path + " is a folder, not a " + what);
  return path;
}

void FieldReader::fail(const std::vector<std::string>& path, const std::string& what) const {
  std::string key = path_;
  for (const std::string& part : path) key += (key.empty() ? "" : ".") + part;
  fail_at(map_ == nullptr ? Place{path_, 0, 0} : map_->nearest(path).place, key.empty() ? what : key + ": " + what);
}

void FieldReader::fail_choice(const ConfigNode& node, const std::string& key, const std::string& word,
                              const std::vector<std::string>& known) {
  fail_at(node.place, key + ": unknown word '" + word + "'" + suggestion(word, known));
}

}  // namespace spikeloom
