// SPDX-License-Identifier: Apache-2.0
#include "energy/price_node.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/scalars.hpp"
#include "base/suggestion.hpp"

namespace spikeloom {

std::string PriceNode::where() const { return node_->place.text() + (path_.empty() ? "" : ": " + path_); }

void PriceNode::require_schema_version(int ours) const {
  const PriceNode version = child("schema_version");
  const std::string read = std::to_string(ours), found = version.text();
  if (found == read) return;
  const bool digits = !found.empty() && found.find_first_not_of("0123456789") == std::string::npos && found[0] != '0';
  const bool newer = digits && (found.size() > read.size() || (found.size() == read.size() && found > read));
  version.refuse((newer ? "version " + found + " was written by a newer spikeloom; " : std::string()) +
                 "this program reads version " + read);
}

void PriceNode::refuse(const std::string& message) const { throw InputError(where() + ": " + message); }

void PriceNode::check_map() const {
  if (node_->kind != ConfigNode::Kind::Map) refuse(std::string("expected a map, found ") + node_->kind_name());
}

void PriceNode::check_keys(const std::vector<std::string>& known) const {
  check_map();
  for (const ConfigNode::Entry& entry : node_->entries) {
    if (std::find(known.begin(), known.end(), entry.key) != known.end()) continue;
    const std::string in = path_.empty() ? "" : path_ + ": ";
    fail_at(entry.key_place, in + "unknown key '" + entry.key + "'" + suggestion(entry.key, known));
  }
}

PriceNode PriceNode::child(const std::string& key, const std::string& what) const {
  check_map();
  const ConfigNode* found = node_->find(key);
  if (found == nullptr) refuse("no " + what + " '" + key + "'");
  return PriceNode(*found, path_to(key));
}

std::vector<std::pair<std::string, PriceNode>> PriceNode::entries() const {
  check_map();
  std::vector<std::pair<std::string, PriceNode>> found;
  for (const ConfigNode::Entry& entry : node_->entries)
    found.emplace_back(entry.key, PriceNode(entry.value, path_to(entry.key)));
  return found;
}

std::vector<PriceNode> PriceNode::elements() const {
  if (!is_list()) refuse(std::string("expected a list, found ") + node_->kind_name());
  std::vector<PriceNode> found;
  for (const ConfigNode& item : node_->items)
    found.emplace_back(item, path_ + "[" + std::to_string(found.size()) + "]");
  return found;
}

std::string PriceNode::text() const { return read_text(*node_, path_); }

double PriceNode::number() const { return read_double(*node_, path_); }

double PriceNode::not_negative(const std::string& noun) const {
  const double value = number();
  if (value < 0) refuse("negative " + noun + " " + text() + "; 0 or more is allowed");
  return value;
}

}  // namespace spikeloom
