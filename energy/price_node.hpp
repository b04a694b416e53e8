// SPDX-License-Identifier: Apache-2.0
#pragma once
// A node of a price list with its path: strict access, with messages that say file, line, column and path.
// Private to energy/price_reader. Points into a ConfigNode tree, which must outlive it.

#include <string>
#include <utility>
#include <vector>

#include "base/document.hpp"

namespace spikeloom {

class PriceNode {
 public:
  explicit PriceNode(const ConfigNode& node, std::string path = "") : node_(&node), path_(std::move(path)) {}

  /// Refuses every schema_version but `ours`; a higher one as that of a newer program.
  void require_schema_version(int ours) const;
  [[noreturn]] void refuse(const std::string& message) const;

  /// Refuses what is no map, and keys outside `known`.
  void check_keys(const std::vector<std::string>& known) const;
  bool has(const std::string& key) const { return node_->find(key) != nullptr; }
  /// Refuses a missing key with "no <what> '<key>'".
  PriceNode child(const std::string& key, const std::string& what = "key") const;
  std::vector<std::pair<std::string, PriceNode>> entries() const;  ///< of a map
  std::vector<PriceNode> elements() const;                         ///< of a list
  bool is_scalar() const { return node_->kind == ConfigNode::Kind::Scalar; }
  bool is_list() const { return node_->kind == ConfigNode::Kind::List; }
  const std::string& scalar() const { return node_->text; }

  std::string text() const;
  double number() const;
  double not_negative(const std::string& noun) const;  ///< a number of 0 or more

  std::string where() const;  ///< file:line:column: path

 private:
  void check_map() const;
  std::string path_to(const std::string& key) const { return path_.empty() ? key : path_ + "." + key; }

  const ConfigNode* node_;
  std::string path_;
};

}  // namespace spikeloom
