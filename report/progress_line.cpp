// SPDX-License-Identifier: Apache-2.0
#include "report/progress_line.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace spikeloom {
namespace {

constexpr int kBarWidth = 24;

std::string remaining_text(double seconds) {
  const auto s = static_cast<long long>(std::llround(seconds));
  if (s < 100) return std::to_string(s) + " s";
  return std::to_string(s / 60) + " min " + std::to_string(s % 60) + " s";
}

std::string rate_text(double rate) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, rate < 10 ? "%.1f/s" : "%.0f/s", rate);
  return buffer;
}

}  // namespace

std::string progress_line(const std::string& label, const std::string& unit, std::uint64_t done, std::uint64_t total,
                          double seconds) {
  const double part = total == 0 ? 0.0 : std::min(1.0, static_cast<double>(done) / static_cast<double>(total));
  const auto filled = static_cast<std::size_t>(part * kBarWidth);
  std::string line = label + " [" + std::string(filled, '#') + std::string(kBarWidth - filled, '.') + "] " +
                     std::to_string(static_cast<int>(part * 100)) + " %  " + std::to_string(done) + "/" +
                     std::to_string(total) + " " + unit;
  if (done == 0 || seconds <= 0) return line;
  const double rate = static_cast<double>(done) / seconds;
  return line + "  " + rate_text(rate) + "  " +
         remaining_text(static_cast<double>(total - std::min(done, total)) / rate) + " left";
}

}  // namespace spikeloom
