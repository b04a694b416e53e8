// SPDX-License-Identifier: Apache-2.0
// Built from yaml-cpp's events rather than from its nodes: events carry the place of everything, show duplicate keys
// (nodes keep the first silently) and tell quoted scalars from plain ones.
#include "base/tree_builder.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <sstream>

namespace spikeloom {
namespace {

constexpr std::size_t kMaxDepth = 32;

class TreeBuilder : public YAML::EventHandler {
 public:
  explicit TreeBuilder(const Place& origin) : origin_(origin) { root_.place = origin; }

  ConfigNode take() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++documents_ > 1) fail_at(place(mark), "a second document: one file holds one");
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { add(node(mark, anchor)); }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { fail_at(place(mark), "aliases are not allowed"); }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    ConfigNode scalar = node(mark, anchor);
    if (tag != "?" && tag != "!") fail_at(place(mark), "tags (" + tag + ") are not allowed");
    scalar.kind = ConfigNode::Kind::Scalar;
    scalar.text = value;
    scalar.quoted = tag == "!";
    add(std::move(scalar));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(node(mark, anchor), ConfigNode::Kind::List);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(node(mark, anchor), ConfigNode::Kind::Map);
  }
  void OnMapEnd() override { close(); }

 private:
  /// A list or map that is still being read, with the key that waits for its value.
  struct Level {
    ConfigNode node;
    std::string key;
    Place key_place;
    bool has_key = false;
  };

  Place place(const YAML::Mark& mark) const {
    return origin_.line == 0 ? origin_ : Place{origin_.file, mark.line + 1, mark.column + 1};
  }

  ConfigNode node(const YAML::Mark& mark, YAML::anchor_t anchor) const {
    if (anchor != 0) fail_at(place(mark), "anchors are not allowed");
    ConfigNode made;
    made.place = place(mark);
    return made;
  }

  bool expects_key() const {
    return !levels_.empty() && levels_.back().node.kind == ConfigNode::Kind::Map && !levels_.back().has_key;
  }

  void open(ConfigNode made, ConfigNode::Kind kind) {
    if (expects_key()) fail_at(made.place, "a key must be a word");
    if (levels_.size() >= kMaxDepth) fail_at(made.place, "nested too deeply");
    made.kind = kind;
    levels_.push_back(Level{std::move(made), {}, {}, false});
  }

  void close() {
    ConfigNode finished = std::move(levels_.back().node);
    levels_.pop_back();
    add(std::move(finished));
  }

  void add(ConfigNode made) {
    if (expects_key()) return add_key(made);
    if (levels_.empty()) {
      root_ = std::move(made);
      return;
    }
    Level& level = levels_.back();
    if (level.node.kind == ConfigNode::Kind::List) {
      level.node.items.push_back(std::move(made));
    } else {
      level.node.entries.push_back({level.key, level.key_place, std::move(made)});
      level.has_key = false;
    }
  }

  void add_key(const ConfigNode& key) {
    Level& level = levels_.back();
    if (key.kind != ConfigNode::Kind::Scalar) fail_at(key.place, "a key must be a word");
    for (const ConfigNode::Entry& entry : level.node.entries)
      if (entry.key == key.text)
        fail_at(key.place, "duplicate key '" + key.text + "'; first at " + entry.key_place.text());
    level.key = key.text;
    level.key_place = key.place;
    level.has_key = true;
  }

  Place origin_;
  ConfigNode root_;
  std::vector<Level> levels_;
  int documents_ = 0;
};

}  // namespace

ConfigNode build_tree(const std::string& text, const Place& origin) {
  TreeBuilder builder(origin);
  std::istringstream stream(text);
  try {
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const YAML::Exception& error) {
    Place at = origin;
    if (at.line != 0 && !error.mark.is_null()) at = Place{origin.file, error.mark.line + 1, error.mark.column + 1};
    fail_at(at, "not YAML: " + error.msg);
  }
  return builder.take();
}

}  // namespace spikeloom
