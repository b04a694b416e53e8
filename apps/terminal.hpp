// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the program writes beside its results: progress, errors. And how wide its lines may be.

#include <chrono>
#include <cstdint>
#include <string>

#include "mapping/search/mapping_progress.hpp"
#include "runs/failure.hpp"

namespace spikeloom {

constexpr int kRunFailed = 1;
constexpr int kBadInput = 2;

/// A line on stderr that tells how far long work is; nothing at all when stderr is not a terminal.
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

/// Draws how far the mapper is, a line for each step; the last one goes with the function.
MappingProgress mapping_bar();

/// Columns of the terminal behind stdout; 100 when there is none.
int output_width();

/// Prints "spikeloom: error: ..." on stderr, bad input in one line: that is what programs and people look for. Returns
/// the exit code.
int report_failure(const Failure& failure);

}  // namespace spikeloom
