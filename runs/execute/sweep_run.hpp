// SPDX-License-Identifier: Apache-2.0
#pragma once
// Brings points to an end: makes jobs of those that are missing, hands them out, records what failed. Used by
// sweep_command and by the search.

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "runs/execute/results_folder.hpp"
#include "runs/execute/workers.hpp"

namespace spikeloom {

/// Ctrl-C, or a terminal that closes: what is finished stays, the rest is for the next time.
class Interrupted {};

struct SweepCounts {
  std::size_t there = 0, finished = 0, failed = 0;  ///< found in the folder; simulated now
};

/// Called now and then: points done, points in all, and what else there is to say.
using SweepProgress = std::function<void(std::size_t done, std::size_t total, const std::string& note)>;

class SweepRun {
 public:
  SweepRun(const ResultsFolder& folder, Workers& workers, SweepProgress progress)
      : folder_(folder), workers_(workers), progress_(std::move(progress)) {}

  /// Afterwards each point has a result or a recorded failure. `expected`: how many will be simulated in all, for
  /// `progress`; 0: those of this call. Throws Interrupted, and InputError when results cannot be stored.
  void finish(const std::vector<Point>& points, std::size_t expected = 0);
  const SweepCounts& counts() const { return counts_; }

 private:
  std::vector<std::size_t> missing(const std::vector<Point>& points);
  void record(const Point& point, const std::string& error);

  const ResultsFolder& folder_;
  Workers& workers_;
  SweepProgress progress_;
  SweepCounts counts_;
};

/// From now on Ctrl-C lets finish() throw Interrupted, and a file that grows too large is an error of its writer.
void catch_signals();
/// Whether such a signal came.
bool is_interrupted();

}  // namespace spikeloom
