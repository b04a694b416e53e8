// SPDX-License-Identifier: Apache-2.0
#include "base/scalars.hpp"

#include <charconv>

namespace spikeloom {
namespace {

const ConfigNode& plain_scalar(const ConfigNode& node, const std::string& key, const char* wanted) {
  if (node.kind != ConfigNode::Kind::Scalar)
    fail_at(node.place, key + ": must be " + wanted + ", not " + node.kind_name());
  if (node.quoted) fail_at(node.place, key + ": must be " + wanted + ", not the quoted text '" + node.text + "'");
  return node;
}

/// Takes the digits at `at`; false when there are none.
bool take_digits(const std::string& text, std::size_t& at) {
  const std::size_t begin = at;
  while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
  return at > begin;
}

void take_sign(const std::string& text, std::size_t& at) {
  if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
}

/// 0, or digits that do not start with 0.
bool take_whole(const std::string& text, std::size_t& at) {
  take_sign(text, at);
  const std::size_t begin = at;
  return take_digits(text, at) && (text[begin] != '0' || at == begin + 1);
}

bool is_integer(const std::string& text) {
  std::size_t at = 0;
  return take_whole(text, at) && at == text.size();
}

bool is_natural(const std::string& text) { return is_integer(text) && text[0] != '-'; }

bool is_decimal(const std::string& text) {
  std::size_t at = 0;
  if (!take_whole(text, at)) return false;
  if (at < text.size() && text[at] == '.' && !take_digits(text, ++at)) return false;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    take_sign(text, ++at);
    if (!take_digits(text, at)) return false;
  }
  return at == text.size();
}

template <class T>
T parse_number(const ConfigNode& node, const std::string& key, bool (*spelling)(const std::string&),
               const char* wanted) {
  const std::string& text = plain_scalar(node, key, wanted).text;
  if (!spelling(text)) fail_at(node.place, key + ": '" + text + "' is not " + wanted);
  T value{};
  const char* begin = text.data() + (text[0] == '+' ? 1 : 0);
  if (std::from_chars(begin, text.data() + text.size(), value).ec != std::errc())
    fail_at(node.place, key + ": " + text + " is too large for any use");
  return value;
}

}  // namespace

std::int64_t read_signed(const ConfigNode& node, const std::string& key) {
  return parse_number<std::int64_t>(node, key, is_integer, "a decimal integer");
}

std::uint64_t read_unsigned(const ConfigNode& node, const std::string& key) {
  return parse_number<std::uint64_t>(node, key, is_natural, "a decimal integer of 0 or more");
}

double read_double(const ConfigNode& node, const std::string& key) {
  return parse_number<double>(node, key, is_decimal, "a decimal number");
}

bool read_bool(const ConfigNode& node, const std::string& key) {
  const std::string& text = plain_scalar(node, key, "true or false").text;
  if (text != "true" && text != "false") fail_at(node.place, key + ": '" + text + "' is not true or false");
  return text == "true";
}

std::string read_text(const ConfigNode& node, const std::string& key) {
  if (node.kind != ConfigNode::Kind::Scalar) fail_at(node.place, key + ": must be a text, not " + node.kind_name());
  if (node.text.empty()) fail_at(node.place, key + ": must not be empty");
  return node.text;
}

std::string number_text(double value) {
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
  return {buffer, end};
}

}  // namespace spikeloom
