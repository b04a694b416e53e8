// SPDX-License-Identifier: Apache-2.0
#include "runs/execute/point_job.hpp"

#include <algorithm>
#include <filesystem>

#include "base/json_writer.hpp"
#include "base/output_file.hpp"
#include "report/results_json.hpp"
#include "runs/execute/child_process.hpp"
#include "runs/failure.hpp"

namespace spikeloom {
namespace {

struct MappedJob {
  const std::vector<Point>& points;
  const LoadedInputs& loaded;
  const ResultPath& result_path;
  const ReportSink& report;
  std::shared_ptr<const RunMapping> mapping = {};

  PreparedRun run_of(const Point& point) const {
    return {std::make_shared<const RunSpec>(point.run), loaded.inputs, mapping};
  }
};

RunResults simulate_point(const MappedJob& job, const Point& point) {
  static_cast<void>(prices_of(point.run.chip));  // one that is missing is told before the simulation
  RunHooks hooks;
  hooks.activity = activity_source(point, job.loaded);
  hooks.waveform_folder = std::filesystem::path(job.result_path(point)).parent_path().string();
  return simulate(job.run_of(point), hooks);
}

std::string priced_text(const MappedJob& job, const Point& point, const RunResults& results) {
  const FinishedRun finished = price(job.run_of(point), results);
  return json_file_text(results_json(finished.report()));
}

/// The error of `body` in one text; empty when there is none.
std::string error_of(const std::function<void()>& body) {
  const std::optional<Failure> failure = failure_of(body);
  return failure ? failure->text : "";
}

void report_failed(const Job& job, const std::string& error, const ReportSink& report) {
  for (const std::size_t point : job) report({point, error});
}

void write_point(const MappedJob& job, std::size_t number, const RunResults& results) {
  const Point& point = job.points[number];
  std::string text;
  const std::string failed = error_of([&] { text = priced_text(job, point, results); });
  if (!failed.empty()) return job.report({number, failed});
  const std::string unwritten = error_of([&] { write_text(job.result_path(point), text); });
  job.report({number, unwritten, !unwritten.empty()});
}

/// All of the same simulation.
void simulate_group(const MappedJob& job, const Job& group) {
  RunResults results;
  const std::string failed = error_of([&] { results = simulate_point(job, job.points[group.front()]); });
  if (!failed.empty()) return report_failed(group, failed, job.report);
  for (const std::size_t number : group) write_point(job, number, results);
}

std::vector<Job> by_simulation(const std::vector<Point>& points, const Job& job) {
  std::vector<Job> groups;
  for (const std::size_t number : job) {
    const auto same = [&](const Job& group) {
      return points[group.front()].shared.simulation == points[number].shared.simulation;
    };
    const auto found = std::find_if(groups.begin(), groups.end(), same);
    if (found == groups.end())
      groups.push_back({number});
    else
      found->push_back(number);
  }
  return groups;
}

void map_job(MappedJob& job, const Point& point) {
  const std::optional<Inference>& first = job.loaded.inferences.front();
  job.mapping = std::make_shared<const RunMapping>(map_run(point.run, *job.loaded.inputs, first ? &*first : nullptr));
}

}  // namespace

void simulate_job(const std::vector<Point>& points, const Job& job, const LoadedInputs& loaded,
                  const ResultPath& result_path, const ReportSink& report) {
  MappedJob mapped{points, loaded, result_path, report};
  const std::string failed = error_of([&] { map_job(mapped, points[job.front()]); });
  if (!failed.empty()) return report_failed(job, failed, report);
  const std::vector<Job> groups = by_simulation(points, job);
  if (groups.size() == 1) return simulate_group(mapped, groups.front());
  for (const Job& group : groups) {  // a simulation that fails must not touch the next
    const std::string died = run_in_child([&] { simulate_group(mapped, group); });
    if (!died.empty()) report_failed(group, died, report);
  }
}

}  // namespace spikeloom
