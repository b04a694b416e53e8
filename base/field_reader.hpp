// SPDX-License-Identifier: Apache-2.0
#pragma once
// The visitor that fills a `fields(Fields&)` struct from a map. A key that is missing leaves the default; a key that no
// field asked for is refused by finish(). The same calls are understood by FieldWriter and FieldHelp.

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "base/block_name.hpp"
#include "base/document.hpp"
#include "base/scalars.hpp"

namespace spikeloom {

/// Keeps a parameter out of template argument deduction, so that limits convert to the type of the field.
template <class T>
struct SameAs {
  using type = T;
};
template <class T>
using Same = typename SameAs<T>::type;

/// A word in place of a number.
template <class T>
struct WordFor {
  const char* word;
  T meaning;
};

template <class E>
using Choices = std::initializer_list<std::pair<const char*, Same<E>>>;

constexpr const char* kBundle = "network bundle";  ///< the one thing that is a folder

class FieldReader {
 public:
  /// `map` may be null (a section that is not there: all defaults). `path` is put in front of keys in messages.
  FieldReader(const ConfigNode* map, std::string path);

  template <class T>
  void operator()(const char* key, T& value, Same<T> low, Same<T> high, const char* unit, const char* /*help*/) {
    if (const ConfigNode* node = take(key)) value = read_number<T>(*node, full(key), low, high, unit);
  }
  /// A number, or a word that stands for `meaning`.
  void number_or(const char* key, int& value, WordFor<int> word, int low, int high, const char* unit,
                 const char* /*help*/) {
    const ConfigNode* node = take(key);
    if (node == nullptr) return;
    const bool is_word = node->kind == ConfigNode::Kind::Scalar && node->text == word.word;
    value =
        is_word ? word.meaning : read_number<int>(*node, full(key), low, high, std::string(unit) + ", or " + word.word);
  }
  /// A list of numbers.
  void list(const char* key, std::vector<int>& values, int low, int high, const char* unit, const char* /*help*/) {
    if (const ConfigNode* node = take(key)) values = read_list(*node, full(key), low, high, unit);
  }
  void boolean(const char* key, bool& value, const char* /*help*/) {
    if (const ConfigNode* node = take(key)) value = read_bool(*node, full(key));
  }
  void name(const char* key, BlockName& value, const char* /*help*/) {
    const ConfigNode* node = take(key);
    if (node != nullptr) value = {read_text(*node, full(key)), node->place.text() + ": " + full(key)};
  }
  /// A name that results show only where it is not "model".
  void implementation(const char* key, BlockName& value, const char* help) { name(key, value, help); }
  /// A value with a syntax of its own: read_field(node, key, value), field_json(value) and field_allowed(value) are
  /// found beside its type.
  template <class T>
  void custom(const char* key, T& value, const char* /*help*/) {
    if (const ConfigNode* node = take(key)) read_field(*node, full(key), value);
  }
  void text(const char* key, std::string& value, const char* /*help*/) {
    if (const ConfigNode* node = take(key)) value = read_text(*node, full(key));
  }
  /// A file that must exist, relative to the file in which it is named.
  void file(const char* key, std::string& value, const char* /*help*/) {
    if (const ConfigNode* node = take(key)) value = existing_path(*node, full(key), "file");
  }
  template <class E>
  void choice(const char* key, E& value, Choices<E> choices, const char* /*help*/) {
    const ConfigNode* node = take(key);
    if (node == nullptr) return;
    const std::string word = read_text(*node, full(key));
    std::vector<std::string> known;
    for (const auto& [label, meaning] : choices) {
      known.emplace_back(label);
      if (word == label) return static_cast<void>(value = meaning);
    }
    fail_choice(*node, full(key), word, known);
  }
  template <class S>
  void section(const char* key, S& value, const char* /*help*/) {
    FieldReader inner = open(key);
    value.fields(inner);
    inner.finish();
  }

  /// Marks a key as known; its node, or null when it is missing.
  const ConfigNode* take(const std::string& key);
  /// The node of a key; without it an error that says what is missing.
  const ConfigNode& required(const std::string& key, const std::string& what);
  /// The map at a key, for sections that are not plain `fields`.
  FieldReader open(const std::string& key);
  /// Refuses the keys that were not taken.
  void finish() const;

  /// The path of a key, for messages.
  std::string full(const std::string& key) const { return path_.empty() ? key : path_ + "." + key; }
  /// An error about what stands at a path below this map, or about the map when it stands nowhere.
  [[noreturn]] void fail(const std::vector<std::string>& path, const std::string& what) const;
  /// Refuses a value other than the default where it has no effect; `why` says on what it depends.
  template <class T>
  void refuse_changed(const std::vector<std::string>& path, const T& value, const T& standard, const char* why) const {
    if (value != standard) fail(path, std::string(why) + "; here it has no effect");
  }
  /// Path and existence of a file named in a scalar; `what` is "network bundle" for a folder.
  std::string existing_path(const ConfigNode& node, const std::string& key, const char* what) const;

 private:
  [[noreturn]] static void fail_choice(const ConfigNode& node, const std::string& key, const std::string& word,
                                       const std::vector<std::string>& known);

  const ConfigNode* map_;
  std::string path_;
  std::string base_;  ///< the document's own file: relative paths in options start there
  std::vector<std::string> known_;
};

}  // namespace spikeloom
