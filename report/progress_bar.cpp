// SPDX-License-Identifier: Apache-2.0
#include "report/progress_bar.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iostream>

namespace spikeloom {
namespace {

constexpr int kBarWidth = 24;
constexpr int kDefaultWidth = 100;
constexpr auto kInterval = std::chrono::milliseconds(100);

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

int columns_of(int descriptor, int fallback) {
  winsize size{};
  if (::ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return fallback;
  return size.ws_col;
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

ProgressBar::ProgressBar(std::string label, std::string unit)
    : label_(std::move(label)),
      unit_(std::move(unit)),
      on_terminal_(::isatty(STDERR_FILENO) != 0),
      start_(Clock::now()),
      last_(start_) {}

ProgressBar::~ProgressBar() {
  if (drawn_) std::cerr << "\r\033[K" << std::flush;
}

void ProgressBar::update(std::uint64_t done, std::uint64_t total, const std::string& note) {
  const Clock::time_point now = Clock::now();
  if (!on_terminal_ || now - last_ < kInterval) return;
  last_ = now;
  drawn_ = true;
  const double seconds = std::chrono::duration<double>(now - start_).count();
  const auto columns = static_cast<std::size_t>(std::max(20, columns_of(STDERR_FILENO, kDefaultWidth) - 1));
  const std::string line = progress_line(label_, unit_, done, total, seconds) + (note.empty() ? "" : "  " + note);
  std::cerr << "\r\033[K" << line.substr(0, columns) << std::flush;
}

int output_width() {
  return ::isatty(STDOUT_FILENO) != 0 ? std::max(60, columns_of(STDOUT_FILENO, kDefaultWidth)) : kDefaultWidth;
}

}  // namespace spikeloom
