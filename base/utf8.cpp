// SPDX-License-Identifier: Apache-2.0
#include "base/utf8.hpp"

#include <array>

namespace spikeloom {
namespace {

/// First bytes of one length, and the range of the second byte behind them (RFC 3629, section 4).
struct Form {
  unsigned first_low, first_high;
  std::size_t length;
  unsigned second_low, second_high;
};
constexpr std::array<Form, 9> kForms{{{0x00, 0x7F, 1, 0x80, 0xBF},
                                      {0xC2, 0xDF, 2, 0x80, 0xBF},
                                      {0xE0, 0xE0, 3, 0xA0, 0xBF},
                                      {0xE1, 0xEC, 3, 0x80, 0xBF},
                                      {0xED, 0xED, 3, 0x80, 0x9F},
                                      {0xEE, 0xEF, 3, 0x80, 0xBF},
                                      {0xF0, 0xF0, 4, 0x90, 0xBF},
                                      {0xF1, 0xF3, 4, 0x80, 0xBF},
                                      {0xF4, 0xF4, 4, 0x80, 0x8F}}};

bool is_within(char c, unsigned low, unsigned high) {
  const unsigned byte = static_cast<unsigned char>(c);
  return low <= byte && byte <= high;
}

bool has_form(const std::string& text, std::size_t at, const Form& form) {
  if (!is_within(text[at], form.first_low, form.first_high) || at + form.length > text.size()) return false;
  if (form.length > 1 && !is_within(text[at + 1], form.second_low, form.second_high)) return false;
  for (std::size_t i = 2; i < form.length; ++i)
    if (!is_within(text[at + i], 0x80, 0xBF)) return false;
  return true;
}

/// Bytes of the character at `at`; 0: there is none.
std::size_t character_length(const std::string& text, std::size_t at) {
  for (const Form& form : kForms)
    if (has_form(text, at, form)) return form.length;
  return 0;
}

std::string escaped(char byte) {
  constexpr const char* kDigits = "0123456789ABCDEF";
  const unsigned value = static_cast<unsigned char>(byte);
  return {'\\', 'x', kDigits[value / 16], kDigits[value % 16]};
}

}  // namespace

std::size_t first_bad_byte(const std::string& text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = character_length(text, at);
    if (length == 0) return at;
    at += length;
  }
  return std::string::npos;
}

std::string printable(const std::string& text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = character_length(text, at);
    result += length == 0 ? escaped(text[at]) : text.substr(at, length);
    at += length == 0 ? 1 : length;
  }
  return result;
}

}  // namespace spikeloom
