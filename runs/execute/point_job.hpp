// SPDX-License-Identifier: Apache-2.0
#pragma once
// A job of a sweep: points that share a mapping, simulated in a process of their own. Whatever becomes of that process,
// the sweep goes on.

#include <functional>
#include <string>
#include <vector>

#include "runs/execute/point_report.hpp"
#include "runs/execute/shared_inputs.hpp"

namespace spikeloom {

/// Where the result of a point goes.
using ResultPath = std::function<std::string(const Point&)>;

/// Maps, simulates and writes the points of a job; points that differ in prices alone share a simulation. Called in a
/// process that ends afterwards, since a failed simulation may leave anything behind. Throws nothing.
void simulate_job(const std::vector<Point>& points, const Job& job, const LoadedInputs& loaded,
                  const ResultPath& result_path, const ReportSink& report);

}  // namespace spikeloom
