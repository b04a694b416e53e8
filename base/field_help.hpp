// SPDX-License-Identifier: Apache-2.0
#pragma once
// The visitor that lists parameters for people: key, default, what is allowed, unit, sentence.

#include <string>
#include <vector>

#include "base/field_reader.hpp"

namespace spikeloom {

struct FieldInfo {
  std::string key, value, allowed, unit, help;
};

class FieldHelp {
 public:
  explicit FieldHelp(std::string path = "") : path_(std::move(path)) {}

  template <class T>
  void operator()(const char* key, T& value, Same<T> low, Same<T> high, const char* unit, const char* help) {
    add(key, number_text(value), range_text(low, high, ""), unit, help);
  }
  void number_or(const char* key, int& value, WordFor<int> word, int low, int high, const char* unit,
                 const char* help) {
    const std::string shown = value == word.meaning ? word.word : number_text(value);
    add(key, shown, std::string(word.word) + ", " + range_text(low, high, ""), unit, help);
  }
  void list(const char* key, std::vector<int>& values, int low, int high, const char* unit, const char* help) {
    std::string text;
    for (const int value : values) text += (text.empty() ? "" : ", ") + number_text(value);
    add(key, "[" + text + "]", "list of " + range_text(low, high, ""), unit, help);
  }
  void boolean(const char* key, bool& value, const char* help) {
    add(key, value ? "true" : "false", "true, false", "", help);
  }
  void name(const char* key, BlockName& value, const char* help) { add(key, value.name, "block name", "", help); }
  void implementation(const char* key, BlockName& value, const char* help) { name(key, value, help); }
  template <class T>
  void custom(const char* key, T& value, const char* help) {
    add(key, "", field_allowed(value), "", help);
  }
  void text(const char* key, std::string& value, const char* help) { add(key, value, "text", "", help); }
  void file(const char* key, std::string& value, const char* help) { add(key, value, "file", "", help); }
  template <class E>
  void choice(const char* key, E& value, Choices<E> choices, const char* help) {
    std::string chosen, allowed;
    for (const auto& [label, meaning] : choices) {
      allowed += (allowed.empty() ? "" : ", ") + std::string(label);
      if (meaning == value) chosen = label;
    }
    add(key, chosen, allowed, "", help);
  }
  template <class S>
  void section(const char* key, S& value, const char*) {
    FieldHelp inner(path_ + key + ".");
    value.fields(inner);
    infos_.insert(infos_.end(), inner.infos_.begin(), inner.infos_.end());
  }

  const std::vector<FieldInfo>& infos() const { return infos_; }

 private:
  void add(const std::string& key, std::string value, std::string allowed, std::string unit, std::string help) {
    infos_.push_back({path_ + key, std::move(value), std::move(allowed), std::move(unit), std::move(help)});
  }

  std::string path_;
  std::vector<FieldInfo> infos_;
};

/// Parameters of a struct with their present values.
template <class S>
std::vector<FieldInfo> fields_info(S value) {
  FieldHelp help;
  value.fields(help);
  return help.infos();
}

}  // namespace spikeloom
