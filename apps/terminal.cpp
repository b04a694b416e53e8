// SPDX-License-Identifier: Apache-2.0
#include "apps/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <memory>

#include "report/progress_line.hpp"

namespace spikeloom {
namespace {

constexpr int kDefaultWidth = 100;
constexpr auto kInterval = std::chrono::milliseconds(100);

int columns_of(int descriptor, int fallback) {
  winsize size{};
  if (::ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return fallback;
  return size.ws_col;
}

bool is_line_end(char c) { return c == '\n' || c == '\r'; }

}  // namespace

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

MappingProgress mapping_bar() {
  struct Bar {
    MappingStep step;
    std::unique_ptr<ProgressBar> line;
  };
  const auto bar = std::make_shared<Bar>();
  return [bar](MappingStep step, std::uint64_t done, std::uint64_t total) {
    const bool partition = step == MappingStep::Partitioning;
    if (!bar->line || bar->step != step) {
      bar->line.reset();
      bar->line = std::make_unique<ProgressBar>(partition ? "mapping" : "placing", partition ? "partitions" : "swaps");
    }
    bar->step = step;
    bar->line->update(done, total);
  };
}

int output_width() {
  return ::isatty(STDOUT_FILENO) != 0 ? std::max(60, columns_of(STDOUT_FILENO, kDefaultWidth)) : kDefaultWidth;
}

int report_failure(const Failure& failure) {
  std::string text = failure.text;
  if (failure.kind == Failure::Kind::BadInput) std::replace_if(text.begin(), text.end(), is_line_end, ' ');
  std::cout.flush();
  std::cerr << "spikeloom: error: " << (failure.kind == Failure::Kind::Unexpected ? "unexpected: " : "") << text
            << std::endl;
  return failure.kind == Failure::Kind::BadInput ? kBadInput : kRunFailed;
}

}  // namespace spikeloom
