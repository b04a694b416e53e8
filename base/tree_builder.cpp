// SPDX-License-Identifier: Apache-2.0
// Built from yaml-cpp's events rather than from its nodes: events carry the place of everything, show duplicate keys
// (nodes keep the first silently) and tell quoted scalars from plain ones.
#include "base/tree_builder.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <sstream>
#include <string_view>

#include "base/utf8.hpp"

namespace spikeloom {
namespace {

constexpr std::size_t kMaxDepth = 32;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// Where byte `at` of `text` is.
Place place_in(const std::string& text, std::size_t at, const Place& origin) {
  if (origin.line == 0) return origin;
  const std::size_t begin = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;  // npos + 1 is 0
  const auto lines = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
  return {origin.file, static_cast<int>(lines) + 1, static_cast<int>(at - begin) + 1};
}

/// Whether a quoted text that begins at `rest` ends before its line does.
bool quote_ends_on_line(std::string_view rest) {
  const char quote = rest[0];
  for (std::size_t i = 1; i < rest.size() && rest[i] != '\n'; ++i) {
    const bool doubled = quote == '\'' && rest.substr(i, 2) == "''",
               escape = quote == '"' && rest[i] == '\\' && rest.substr(i + 1, 1) != "\n";
    if (rest[i] == quote && !doubled) return true;
    if (doubled || escape) ++i;
  }
  return false;
}

class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(const std::string& text, const Place& origin) : origin_(origin), text_(text) {
    root_.place = origin;
    for (std::size_t i = 0; i < text_.size(); ++i)
      if (text_[i] == '\n') line_begins_.push_back(i + 1);
  }

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
    if ((tag != "?" && tag != "!") || first_at(mark) == '!') fail_at(place(mark), "tags (" + tag + ") are not allowed");
    require_one_line(mark, value);
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

  std::string_view text_at(const YAML::Mark& mark) const {
    const std::size_t at = line_begins_.at(static_cast<std::size_t>(mark.line)) + static_cast<std::size_t>(mark.column);
    return text_.substr(std::min(at, text_.size()));
  }
  char first_at(const YAML::Mark& mark) const {
    const std::string_view rest = text_at(mark);
    return rest.empty() ? '\0' : rest[0];
  }

  /// YAML folds lines of a plain or quoted text into one, so a quote that is not closed swallows the keys after it.
  void require_one_line(const YAML::Mark& mark, const std::string& value) const {
    const std::string_view rest = text_at(mark);
    const char first = first_at(mark);
    const bool quoted = first == '"' || first == '\'';
    if (first == '|' || first == '>' || (quoted ? quote_ends_on_line(rest) : rest.substr(0, value.size()) == value))
      return;
    fail_at(place(mark),
            quoted ? "this quote is not closed on its line" : "a text of several lines; allowed: behind > or |");
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
  std::string_view text_;
  std::vector<std::size_t> line_begins_{0};
  ConfigNode root_;
  std::vector<Level> levels_;
  int documents_ = 0;
};

}  // namespace

ConfigNode build_tree(const std::string& file, const Place& origin) {
  const std::string text = file.rfind(kByteOrderMark, 0) == 0 ? file.substr(kByteOrderMark.size()) : file;
  if (const std::size_t bad = first_bad_byte(text); bad != std::string::npos)
    fail_at(place_in(text, bad, origin), "this byte is not UTF-8");
  TreeBuilder builder(text, origin);
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
