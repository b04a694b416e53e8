// SPDX-License-Identifier: Apache-2.0
#pragma once
// Strict reading of the project's JSON files: unknown, missing and duplicate keys, wrong types and values out of range
// are InputErrors that name the file and the key and say what is allowed.

#include <cstdint>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

namespace spikeloom {

using Json = nlohmann::ordered_json;  ///< keeps the keys in the order of the file

/// The whole file as bytes. Throws InputError when it cannot be read.
std::string read_file(const std::string& path);

/// Syntax errors come with line and column, duplicate keys with their name. `where` is the file's name.
Json parse_json(const std::string& text, const std::string& where);

/// One object of a file. Every key must be asked for: finish() refuses those that were not.
class JsonReader {
 public:
  JsonReader(const Json& object, std::string file, std::string path = "");

  bool has(const std::string& key) const;
  std::int64_t integer(const std::string& key, std::int64_t low, std::int64_t high);
  int small_integer(const std::string& key, int low, int high);
  /// The key schema_version; a version above `ours` is refused as one of a newer program.
  int schema_version(int oldest, int ours);
  double number(const std::string& key, double low, double high);
  bool boolean(const std::string& key);
  std::string text(const std::string& key);
  std::vector<std::int64_t> integers(const std::string& key, std::int64_t low, std::int64_t high);
  std::vector<double> numbers(const std::string& key, double low, double high);
  std::vector<std::string> texts(const std::string& key);
  JsonReader object(const std::string& key);
  std::vector<JsonReader> objects(const std::string& key);

  const Json& json() const { return object_; }
  void finish() const;
  [[noreturn]] void fail(const std::string& key, const std::string& what) const;  ///< throws InputError

 private:
  const Json& value(const std::string& key);
  const Json& array(const std::string& key, const char* of);

  const Json& object_;
  std::string file_, path_;
  std::set<std::string> known_;
};

/// Throws unless `count` elements are there.
template <class T>
void require_count(const JsonReader& reader, const std::string& key, const std::vector<T>& list, std::size_t count) {
  if (list.size() != count)
    reader.fail(key, "has " + std::to_string(list.size()) + " entries, needed are " + std::to_string(count));
}

}  // namespace spikeloom
