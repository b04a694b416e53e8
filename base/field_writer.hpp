// SPDX-License-Identifier: Apache-2.0
#pragma once
// The visitor that dumps resolved values: a number without its configuration is not a result.

#include <string>

#include <nlohmann/json.hpp>

#include "base/field_reader.hpp"

namespace spikeloom {

class FieldWriter {
 public:
  template <class T>
  void operator()(const char* key, T& value, Same<T>, Same<T>, const char* /*unit*/, const char* /*help*/) {
    json_[key] = value;
  }
  void number_or(const char* key, int& value, WordFor<int> word, int, int, const char*, const char*) {
    if (value == word.meaning)
      json_[key] = word.word;
    else
      json_[key] = value;
  }
  void list(const char* key, std::vector<int>& values, int, int, const char* /*unit*/, const char* /*help*/) {
    json_[key] = values;
  }
  void boolean(const char* key, bool& value, const char*) { json_[key] = value; }
  void name(const char* key, BlockName& value, const char*) { json_[key] = value.name; }
  /// Only a name that differs from "model" is written.
  void implementation(const char* key, BlockName& value, const char*) {
    if (value.name != "model") json_[key] = value.name;
  }
  /// Only a value that is not empty is written.
  template <class T>
  void custom(const char* key, T& value, const char*) {
    nlohmann::ordered_json json = field_json(value);
    if (!json.empty()) json_[key] = std::move(json);
  }
  void text(const char* key, std::string& value, const char*) { json_[key] = value; }
  void file(const char* key, std::string& value, const char*) { json_[key] = value; }
  template <class E>
  void choice(const char* key, E& value, Choices<E> choices, const char*) {
    for (const auto& [label, meaning] : choices)
      if (meaning == value) json_[key] = label;
  }
  template <class S>
  void section(const char* key, S& value, const char*) {
    FieldWriter inner;
    value.fields(inner);
    nlohmann::ordered_json json = inner.take();
    if (!json.empty()) json_[key] = std::move(json);
  }

  nlohmann::ordered_json take() { return std::move(json_); }

 private:
  nlohmann::ordered_json json_ = nlohmann::ordered_json::object();
};

/// By value: `fields` is one declaration for readers and writers, so it is not const.
template <class S>
nlohmann::ordered_json fields_to_json(S value) {
  FieldWriter writer;
  value.fields(writer);
  return writer.take();
}

}  // namespace spikeloom
