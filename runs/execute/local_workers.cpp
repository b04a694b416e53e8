// SPDX-License-Identifier: Apache-2.0
#include "runs/execute/local_workers.hpp"

#include <algorithm>
#include <chrono>

namespace spikeloom {
namespace {

constexpr int kSoonMs = 5;

}  // namespace

void LocalWorkers::start(const std::vector<Point>& points, const Job& job) {
  const Point first = points[job.front()];
  prepared_ =
      Preparation{&points, job, std::async(std::launch::async, [this, first] { return &inputs_.prepare(first); })};
  launch_when_ready(kSoonMs);  // as a rule they are there already
}

void LocalWorkers::launch_when_ready(int wait_ms) {
  if (!prepared_ || prepared_->inputs.wait_for(std::chrono::milliseconds(wait_ms)) != std::future_status::ready) return;
  const std::vector<Point>& points = *prepared_->points;
  const Job job = prepared_->job;
  const LoadedInputs* inputs = nullptr;
  std::string error;
  try {
    inputs = prepared_->inputs.get();
  } catch (const std::exception& failed) {
    error = failed.what();
  }
  prepared_.reset();
  if (inputs != nullptr)
    return pool_.start(job, [&](const ReportSink& sink) { simulate_job(points, job, *inputs, result_path_, sink); });
  for (const std::size_t number : job) unprepared_.push_back({number, error});
}

std::vector<PointReport> LocalWorkers::wait() {
  std::vector<PointReport> reports = pool_.wait(prepared_ ? std::min(wait_ms_, kSoonMs) : wait_ms_);
  launch_when_ready(0);
  reports.insert(reports.end(), unprepared_.begin(), unprepared_.end());
  unprepared_.clear();
  return reports;
}

}  // namespace spikeloom
