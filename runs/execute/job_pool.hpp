// SPDX-License-Identifier: Apache-2.0
#pragma once
// Child processes of this one, each with a job.

#include <sys/types.h>

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "runs/execute/point_report.hpp"

namespace spikeloom {

class JobPool {
 public:
  using Work = std::function<void(const ReportSink&)>;

  explicit JobPool(int processes) : processes_(static_cast<std::size_t>(processes)) {}
  /// Ends the children that still run.
  ~JobPool();
  JobPool(const JobPool&) = delete;
  JobPool& operator=(const JobPool&) = delete;

  bool has_free() const { return running_.size() < processes_; }
  bool idle() const { return running_.empty(); }
  /// `work` runs in a child and reports each point of the job; points that it does not report have failed.
  void start(const Job& job, const Work& work);
  /// Waits until something is reported, a signal arrives, or so many milliseconds have gone.
  std::vector<PointReport> wait(int milliseconds);

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
  Pipes running_;  ///< by the pipe that they report through
};

}  // namespace spikeloom
