// SPDX-License-Identifier: Apache-2.0
#include "base/units.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace spikeloom {
namespace {

std::string formatted(const char* format, int digits, double value) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), format, digits, value);
  return text.data();
}

/// Three significant digits for 0 <= value < 1000.
std::string three_digits(double value) {
  const int decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
  return formatted("%.*f", decimals, value);
}

template <std::size_t N>
std::string scaled(double value, const std::array<const char*, N>& units) {
  std::size_t unit = 0;
  while (std::abs(value) >= 999.5 && unit + 1 < N) {
    value /= 1000;
    ++unit;
  }
  return three_digits(value) + units[unit];
}

const std::string kEllipsis = "...";

bool starts_code_point(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

/// Where the code point with this number starts; the end when there are fewer.
std::size_t byte_of_column(const std::string& text, int column) {
  std::size_t i = 0;
  for (int seen = 0; i < text.size(); ++i)
    if (starts_code_point(text[i]) && seen++ >= column) break;
  return i;
}

}  // namespace

std::string decimals(double value, int digits) {
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), "%.*f", digits, value);
  return text.data();
}

std::string plain_number(double value) { return formatted("%.*g", 7, value); }

std::string significant(double value) {
  if (value == 0) return "0";
  const double scale = std::pow(10, 2 - std::floor(std::log10(std::abs(value))));
  return plain_number(std::round(value * scale) / scale);
}

std::string grouped(std::uint64_t value) {
  std::string digits = std::to_string(value);
  for (int i = static_cast<int>(digits.size()) - 3; i > 0; i -= 3) digits.insert(static_cast<std::size_t>(i), ",");
  return digits;
}

std::string short_count(double value) {
  if (value < 1000) return plain_number(value);
  return scaled(value / 1000, std::array<const char*, 4>{" k", " M", " G", " T"});
}

std::string hex_text(std::uint64_t value) {
  std::array<char, 24> text{};
  std::snprintf(text.data(), text.size(), "0x%016llx", static_cast<unsigned long long>(value));
  return text.data();
}

std::string energy_text(double pj) {
  if (pj == 0) return "0 pJ";
  return scaled(pj, std::array<const char*, 5>{" pJ", " nJ", " uJ", " mJ", " J"});
}

std::string time_text(double seconds) {
  return scaled(seconds * 1e9, std::array<const char*, 4>{" ns", " us", " ms", " s"});
}

std::string bytes_text(std::int64_t bytes) {
  const auto value = static_cast<double>(bytes);
  if (bytes < 1024) return std::to_string(bytes) + " B";
  if (bytes < 1024 * 1024) return formatted("%.*f", 1, value / 1024) + " KB";
  return formatted("%.*f", 2, value / (1024 * 1024)) + " MB";
}

std::string percent_text(double part, double whole) {
  return formatted("%.*f", 1, whole == 0 ? 0 : 100 * part / whole) + " %";
}

int display_width(const std::string& text) {
  return static_cast<int>(std::count_if(text.begin(), text.end(), starts_code_point));
}

std::string pad_left(const std::string& text, int width) {
  return std::string(static_cast<std::size_t>(std::max(0, width - display_width(text))), ' ') + text;
}

std::string pad_right(const std::string& text, int width) {
  return text + std::string(static_cast<std::size_t>(std::max(0, width - display_width(text))), ' ');
}

std::string fit_tail(const std::string& text, int width) {
  const int surplus = display_width(text) - width;
  if (surplus <= 0) return text;
  return kEllipsis + text.substr(byte_of_column(text, surplus + static_cast<int>(kEllipsis.size())));
}

std::string fit_head(const std::string& text, int width) {
  if (display_width(text) <= width) return text;
  return text.substr(0, byte_of_column(text, width - static_cast<int>(kEllipsis.size()))) + kEllipsis;
}

std::string bar(double fraction, int width) {
  static const std::array<const char*, 8> kEighths{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  const int eighths = static_cast<int>(std::lround(std::clamp(fraction, 0.0, 1.0) * width * 8));
  std::string text;
  for (int i = 0; i < eighths / 8; ++i) text += "█";
  return text + kEighths[static_cast<std::size_t>(eighths % 8)];
}

}  // namespace spikeloom
