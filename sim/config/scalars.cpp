// SPDX-License-Identifier: Apache-2.0
#include "sim/config/scalars.hpp"

#include <charconv>
#include <regex>

namespace spikeloom {
namespace {

const ConfigNode& plain_scalar(const ConfigNode& node, const std::string& key, const char* wanted) {
  if (node.kind != ConfigNode::Kind::Scalar)
    fail_at(node.place, key + ": must be " + wanted + ", not " + node.kind_name());
  if (node.quoted) fail_at(node.place, key + ": must be " + wanted + ", not the quoted text '" + node.text + "'");
  return node;
}

template <class T>
T parse_number(const ConfigNode& node, const std::string& key, const std::regex& spelling, const char* wanted) {
  const std::string& text = plain_scalar(node, key, wanted).text;
  if (!std::regex_match(text, spelling)) fail_at(node.place, key + ": '" + text + "' is not " + wanted);
  T value{};
  const char* begin = text.data() + (text[0] == '+' ? 1 : 0);
  if (std::from_chars(begin, text.data() + text.size(), value).ec != std::errc())
    fail_at(node.place, key + ": " + text + " is too large for any use");
  return value;
}

const std::regex& integer_spelling() {
  static const std::regex spelling("[-+]?(0|[1-9][0-9]*)");
  return spelling;
}

}  // namespace

std::int64_t read_signed(const ConfigNode& node, const std::string& key) {
  return parse_number<std::int64_t>(node, key, integer_spelling(), "a decimal integer");
}

std::uint64_t read_unsigned(const ConfigNode& node, const std::string& key) {
  static const std::regex spelling("[+]?(0|[1-9][0-9]*)");
  return parse_number<std::uint64_t>(node, key, spelling, "a decimal integer of 0 or more");
}

double read_double(const ConfigNode& node, const std::string& key) {
  static const std::regex spelling("[-+]?(0|[1-9][0-9]*)([.][0-9]+)?([eE][-+]?[0-9]+)?");
  return parse_number<double>(node, key, spelling, "a decimal number");
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
