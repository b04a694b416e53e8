// SPDX-License-Identifier: Apache-2.0
#pragma once
// The leader's workers: processes of all ranks, its own included. Jobs go to whoever is free.

#include <deque>

#include "runs/execute/rank_crew.hpp"
#include "runs/execute/workers.hpp"

namespace spikeloom {

class RankedWorkers final : public Workers {
 public:
  /// `own`: the leader's own processes.
  RankedWorkers(RankCrew& crew, Workers& own) : crew_(crew), own_(own) {}

  /// As if all ranks had as many as the leader, since some may not have answered yet.
  int processes() const override { return own_.processes() * crew_.size(); }
  bool has_free() const override { return again_.empty() && (crew_.has_free() || own_.has_free()); }
  bool idle() const override { return again_.empty() && crew_.idle() && own_.idle(); }
  void start(const std::vector<Point>& points, const Job& job) override;
  std::vector<PointReport> wait() override;

 private:
  void hand_out(const RankJob& job);
  void take_back(std::vector<PointReport>& reports);

  RankCrew& crew_;
  Workers& own_;
  const std::vector<Point>* points_ = nullptr;
  std::deque<RankJob> again_;  ///< of ranks that were lost
};

}  // namespace spikeloom
