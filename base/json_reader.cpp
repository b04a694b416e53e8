// SPDX-License-Identifier: Apache-2.0
#include "base/json_reader.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "base/error.hpp"

namespace spikeloom {

namespace {

std::string join(const std::set<std::string>& names) {
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
  return list;
}

template <class Number>
std::string range_text(const Json& value, Number low, Number high) {
  std::ostringstream text;
  text << value.dump() << " is out of range, allowed is " << low << " to " << high;
  return text.str();
}

/// Refuses the second of two equal keys of one object; nlohmann would keep the last without a word.
class DuplicateKeys {
 public:
  explicit DuplicateKeys(std::string where) : where_(std::move(where)) {}
  bool operator()(Json::parse_event_t event, const Json& parsed) {
    if (event == Json::parse_event_t::object_start) open_.emplace_back();
    if (event == Json::parse_event_t::object_end) open_.pop_back();
    if (event == Json::parse_event_t::key && !open_.back().insert(parsed.get<std::string>()).second)
      throw InputError(where_ + ": duplicate key '" + parsed.get<std::string>() + "'");
    return true;
  }

 private:
  std::string where_;
  std::vector<std::set<std::string>> open_;
};

}  // namespace

std::string read_file(const std::string& path) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) throw InputError(path + ": is a folder, not a file");
  std::ifstream file(path, std::ios::binary);
  if (!file) throw InputError(path + ": cannot be opened");
  std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (file.bad()) throw InputError(path + ": cannot be read");
  return bytes;
}

Json parse_json(const std::string& text, const std::string& where) {
  DuplicateKeys duplicates(where);
  try {
    return Json::parse(text, [&](int, Json::parse_event_t event, Json& parsed) { return duplicates(event, parsed); });
  } catch (const Json::parse_error& error) {
    const std::string message = error.what();
    const auto place = message.find("parse error");
    throw InputError(where + ": not JSON: " + (place == std::string::npos ? message : message.substr(place)));
  }
}

JsonReader::JsonReader(const Json& object, std::string file, std::string path)
    : object_(object), file_(std::move(file)), path_(std::move(path)) {
  if (!object_.is_object()) throw InputError(file_ + ": " + path_ + ": must be an object");
}

bool JsonReader::has(const std::string& key) const { return object_.contains(key); }

void JsonReader::fail(const std::string& key, const std::string& what) const {
  throw InputError(file_ + ": " + (path_.empty() ? "" : path_ + ".") + key + ": " + what);
}

const Json& JsonReader::value(const std::string& key) {
  known_.insert(key);
  const auto found = object_.find(key);
  if (found == object_.end()) fail(key, "is missing");
  return *found;
}

const Json& JsonReader::array(const std::string& key, const char* of) {
  const Json& list = value(key);
  if (!list.is_array()) fail(key, std::string("must be a list of ") + of);
  return list;
}

std::int64_t JsonReader::integer(const std::string& key, std::int64_t low, std::int64_t high) {
  const Json& v = value(key);
  if (!v.is_number_integer()) fail(key, "must be an integer");
  const bool too_large = v.is_number_unsigned() && v.get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX);
  if (too_large || v.get<std::int64_t>() < low || v.get<std::int64_t>() > high) fail(key, range_text(v, low, high));
  return v.get<std::int64_t>();
}

int JsonReader::small_integer(const std::string& key, int low, int high) {
  return static_cast<int>(integer(key, low, high));
}

int JsonReader::schema_version(int oldest, int ours) {
  constexpr const char* kKey = "schema_version";
  const Json& version = value(kKey);
  if (version.is_number_integer() && version > ours)
    fail(kKey, range_text(version, oldest, ours) + "; the file was written by a newer spikeloom");
  return small_integer(kKey, oldest, ours);
}

double JsonReader::number(const std::string& key, double low, double high) {
  const Json& v = value(key);
  if (!v.is_number()) fail(key, "must be a number");
  if (!(v.get<double>() >= low && v.get<double>() <= high)) fail(key, range_text(v, low, high));
  return v.get<double>();
}

bool JsonReader::boolean(const std::string& key) {
  const Json& v = value(key);
  if (!v.is_boolean()) fail(key, "must be true or false");
  return v.get<bool>();
}

std::string JsonReader::text(const std::string& key) {
  const Json& v = value(key);
  if (!v.is_string()) fail(key, "must be a string");
  return v.get<std::string>();
}

std::vector<std::int64_t> JsonReader::integers(const std::string& key, std::int64_t low, std::int64_t high) {
  std::vector<std::int64_t> list;
  for (const Json& v : array(key, "integers")) {
    if (!v.is_number_integer()) fail(key, "must be a list of integers");
    const std::int64_t number = v.get<std::int64_t>();
    if (number < low || number > high) fail(key, range_text(v, low, high));
    list.push_back(number);
  }
  return list;
}

std::vector<double> JsonReader::numbers(const std::string& key, double low, double high) {
  std::vector<double> list;
  for (const Json& v : array(key, "numbers")) {
    if (!v.is_number()) fail(key, "must be a list of numbers");
    if (!(v.get<double>() >= low && v.get<double>() <= high)) fail(key, range_text(v, low, high));
    list.push_back(v.get<double>());
  }
  return list;
}

std::vector<std::string> JsonReader::texts(const std::string& key) {
  std::vector<std::string> list;
  for (const Json& v : array(key, "strings")) {
    if (!v.is_string()) fail(key, "must be a list of strings");
    list.push_back(v.get<std::string>());
  }
  return list;
}

JsonReader JsonReader::object(const std::string& key) {
  return JsonReader(value(key), file_, path_.empty() ? key : path_ + "." + key);
}

std::vector<JsonReader> JsonReader::objects(const std::string& key) {
  std::vector<JsonReader> list;
  for (const Json& v : array(key, "objects"))
    list.emplace_back(v, file_, key + "[" + std::to_string(list.size()) + "]");
  return list;
}

void JsonReader::finish() const {
  for (const auto& item : object_.items())
    if (known_.count(item.key()) == 0) fail(item.key(), "unknown key; known are: " + join(known_));
}

}  // namespace spikeloom
