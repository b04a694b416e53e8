// SPDX-License-Identifier: Apache-2.0
#pragma once
// Jobs handed out to whoever is free. On one machine: child processes.

#include <functional>
#include <map>
#include <vector>

#include "apps/spikeloom/sweep/point_job.hpp"

namespace spikeloom {

class JobPool {
 public:
  using Work = std::function<void(const Job&, const ReportSink&)>;

  /// `work` runs in a child and reports each of its points; points that it does not report have failed.
  JobPool(int processes, Work work) : processes_(static_cast<std::size_t>(processes)), work_(std::move(work)) {}
  /// Ends the children that still run.
  ~JobPool();
  JobPool(const JobPool&) = delete;
  JobPool& operator=(const JobPool&) = delete;

  bool has_free() const { return running_.size() < processes_; }
  bool idle() const { return running_.empty(); }
  void start(const Job& job);
  /// Waits until something is reported, a signal arrives, or a tenth of a second has gone.
  std::vector<PointReport> wait();

 private:
  struct Running {
    pid_t child;
    Job left;          ///< not yet reported
    std::string text;  ///< read, not yet a line
  };
  using Pipes = std::map<int, Running>;

  void take_lines(Running& running, std::vector<PointReport>& reports);
  /// After the end of its pipe: what it left is failed.
  void finish(Pipes::iterator ended, std::vector<PointReport>& reports);

  std::size_t processes_;
  Work work_;
  Pipes running_;  ///< by the pipe that they report through
};

}  // namespace spikeloom
