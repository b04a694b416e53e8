// SPDX-License-Identifier: Apache-2.0
#pragma once
// Numbers in one spelling only. YAML's own rules read 010 as 8 and "12 MB" as a text; here a number is decimal or it is
// an error.

#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

#include "base/document.hpp"

namespace spikeloom {

std::int64_t read_signed(const ConfigNode& node, const std::string& key);
std::uint64_t read_unsigned(const ConfigNode& node, const std::string& key);
double read_double(const ConfigNode& node, const std::string& key);
bool read_bool(const ConfigNode& node, const std::string& key);
/// Any scalar that is not empty.
std::string read_text(const ConfigNode& node, const std::string& key);

/// Shortest text that reads back as the same number.
std::string number_text(double value);
inline std::string number_text(std::int64_t value) { return std::to_string(value); }
inline std::string number_text(std::uint64_t value) { return std::to_string(value); }
inline std::string number_text(int value) { return std::to_string(value); }

/// "1..1024 adders".
template <class T>
std::string range_text(T low, T high, const std::string& unit) {
  return number_text(low) + ".." + number_text(high) + (unit.empty() ? "" : " " + unit);
}

/// A number within its range, of the type of the limits.
template <class T>
T read_number(const ConfigNode& node, const std::string& key, T low, T high, const std::string& unit) {
  const auto out_of_range = [&](const std::string& value) {
    fail_at(node.place, key + ": " + value + " is out of range; allowed: " + range_text(low, high, unit));
  };
  if constexpr (std::is_floating_point_v<T>) {
    const double value = read_double(node, key);
    if (!(value >= low && value <= high)) out_of_range(node.text);
    return value;
  } else if constexpr (std::is_unsigned_v<T>) {
    const std::uint64_t value = read_unsigned(node, key);
    if (value < low || value > high) out_of_range(node.text);
    return static_cast<T>(value);
  } else {
    const std::int64_t value = read_signed(node, key);
    if (value < low || value > high) out_of_range(node.text);
    return static_cast<T>(value);
  }
}

/// A list of numbers; errors name the place in the list: "tiles[2]".
inline std::vector<int> read_list(const ConfigNode& node, const std::string& key, int low, int high,
                                  const std::string& unit) {
  if (node.kind != ConfigNode::Kind::List)
    fail_at(node.place, key + ": must be a list of numbers, [1, 2], not " + node.kind_name());
  std::vector<int> values;
  for (const ConfigNode& item : node.items)
    values.push_back(read_number<int>(item, key + "[" + std::to_string(values.size()) + "]", low, high, unit));
  return values;
}

}  // namespace spikeloom
