// SPDX-License-Identifier: Apache-2.0
#include "runs/execute/ranked_workers.hpp"

namespace spikeloom {
namespace {

constexpr int kMostLosses = 2;  ///< a point that takes machines along must not take them all

}  // namespace

void RankedWorkers::hand_out(const RankJob& job) {
  if (crew_.has_free())  // first the others: our own next inputs may take a while to load
    crew_.start(job, *points_);
  else
    own_.start(*points_, job.left);
}

void RankedWorkers::start(const std::vector<Point>& points, const Job& job) {
  points_ = &points;
  hand_out({job});
}

void RankedWorkers::take_back(std::vector<PointReport>& reports) {
  for (const RankJob& job : crew_.take_lost()) {
    if (job.losses < kMostLosses)
      again_.push_back(job);
    else
      for (const std::size_t point : job.left)
        reports.push_back({point, "two MPI ranks were lost while they simulated it"});
  }
}

std::vector<PointReport> RankedWorkers::wait() {
  std::vector<PointReport> reports = crew_.hear();
  take_back(reports);
  for (; !again_.empty() && (crew_.has_free() || own_.has_free()); again_.pop_front()) hand_out(again_.front());
  const std::vector<PointReport> own = own_.wait();
  reports.insert(reports.end(), own.begin(), own.end());
  return reports;
}

}  // namespace spikeloom
