// SPDX-License-Identifier: Apache-2.0
#pragma once
// A line on stderr that tells how far long work is; nothing at all when stderr is not a terminal.

#include <chrono>
#include <cstdint>
#include <string>

namespace spikeloom {

/// What the line says: "evaluating [#####...] 42 %  420/1000 images  103/s  6 s left".
std::string progress_line(const std::string& label, const std::string& unit, std::uint64_t done, std::uint64_t total,
                          double seconds);

class ProgressBar {
 public:
  ProgressBar(std::string label, std::string unit);
  ~ProgressBar();  ///< takes the line away
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  /// `note`: what else there is to say, at the end of the line.
  void update(std::uint64_t done, std::uint64_t total, const std::string& note = "");

 private:
  using Clock = std::chrono::steady_clock;
  std::string label_, unit_;
  bool on_terminal_;
  bool drawn_ = false;
  Clock::time_point start_, last_;
};

/// Columns of the terminal behind stdout; 100 when there is none.
int output_width();

}  // namespace spikeloom
