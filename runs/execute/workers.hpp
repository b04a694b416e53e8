// SPDX-License-Identifier: Apache-2.0
#pragma once
// Whoever simulates the jobs of a sweep: processes of this machine (LocalWorkers), or those of all ranks that mpirun
// started (RankedWorkers). Used by SweepRun, which does not know which.

#include <vector>

#include "runs/execute/point_report.hpp"
#include "runs/sweep/points.hpp"

namespace spikeloom {

class Workers {
 public:
  virtual ~Workers() = default;

  /// Jobs that can run at the same time.
  virtual int processes() const = 0;
  virtual bool has_free() const = 0;
  virtual bool idle() const = 0;
  /// Only when has_free(). `points` must stand until idle().
  virtual void start(const std::vector<Point>& points, const Job& job) = 0;
  /// Waits a moment for reports. Each point of a job that was started is reported once, whatever becomes of its worker.
  virtual std::vector<PointReport> wait() = 0;
};

}  // namespace spikeloom
