// SPDX-License-Identifier: Apache-2.0
#pragma once
// Simulates jobs in child processes of this one, which share the network and the reference that it loaded.

#include <future>
#include <optional>

#include "runs/execute/job_pool.hpp"
#include "runs/execute/point_job.hpp"
#include "runs/execute/workers.hpp"

namespace spikeloom {

class LocalWorkers final : public Workers {
 public:
  /// `wait_ms`: how long wait() may take when nothing happens.
  LocalWorkers(int processes, ResultPath result_path, int wait_ms = 100)
      : processes_(processes), wait_ms_(wait_ms), result_path_(std::move(result_path)), pool_(processes) {}

  int processes() const override { return processes_; }
  bool has_free() const override { return !prepared_ && pool_.has_free(); }
  bool idle() const override { return !prepared_ && pool_.idle() && unprepared_.empty(); }
  void start(const std::vector<Point>& points, const Job& job) override;
  std::vector<PointReport> wait() override;

 private:
  /// A job whose inputs are being loaded, which may take minutes: other ranks must hear of us meanwhile.
  struct Preparation {
    const std::vector<Point>* points;
    Job job;
    std::future<LoadedInputs*> inputs;
  };

  void launch_when_ready(int wait_ms);

  int processes_, wait_ms_;
  ResultPath result_path_;
  SharedInputs inputs_;
  JobPool pool_;
  std::optional<Preparation> prepared_;
  std::vector<PointReport> unprepared_;  ///< their network or images cannot be had
};

}  // namespace spikeloom
