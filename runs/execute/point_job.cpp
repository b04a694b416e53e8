// SPDX-License-Identifier: Apache-2.0
#include "runs/execute/point_job.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <systemc>

#include "base/error.hpp"
#include "base/output_file.hpp"
#include "report/results_json.hpp"
#include "runs/catalogue.hpp"
#include "runs/execute/child_process.hpp"
#include "runs/failure.hpp"
#include "runs/run_file.hpp"
#include "sim/run/pass_run.hpp"

namespace spikeloom {
namespace {

struct MappedJob {
  const std::vector<Point>& points;
  const LoadedInputs& inputs;
  const ResultPath& result_path;
  const ReportSink& report;
  PassPlan plan;
  Mapping mapping;
  double mapping_seconds = 0;
};

RunResults simulate_point(const MappedJob& job, const Point& point) {
  const RunSpec& run = point.run;
  SimulationInput input{job.inputs.network,   run.chip,    job.mapping,   job.inputs.data.images,
                        run.images_in_flight, run.compare, run.max_cycles};
  input.replay = run.mode == RunMode::Replay;
  input.activity = activity_source(point, job.inputs);
  input.waveform_folder = std::filesystem::path(job.result_path(point)).parent_path().string();
  return simulate(input, job.plan, make_catalogue());
}

std::string priced_text(const MappedJob& job, const Point& point, const RunResults& results) {
  const EnergyReport energy =
      prices_of(point.run.chip).price(energy_input(results, job.inputs.network), point.run.chip);
  const nlohmann::ordered_json config = run_to_json(point.run);
  const PreparationTimes times{job.inputs.seconds, job.mapping_seconds};
  const ReportInput report{job.inputs.network,     point.run.chip,        job.mapping, results, energy, config,
                           job.inputs.data.labels, point.run.input.index, times};
  return results_json(report).dump(1) + "\n";
}

/// The error of `body` in one text; empty when there is none.
std::string error_of(const std::function<void()>& body) {
  try {
    body();
    return "";
  } catch (const sc_core::sc_report& error) {
    return std::string("SystemC: ") + error.get_msg_type() + ": " + error.get_msg();
  } catch (const std::bad_alloc&) {
    return "out of memory";
  } catch (const std::exception& error) {
    return error.what();
  }
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
  const std::string failed = error_of([&] {
    static_cast<void>(prices_of(job.points[group.front()].run.chip));
    results = simulate_point(job, job.points[group.front()]);
  });
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

void map_job(MappedJob& mapped, const Point& point) {
  const auto begin = std::chrono::steady_clock::now();
  const LoadedInputs& inputs = mapped.inputs;
  Activity activity;
  if (inputs.inferences.front())
    activity = mapping_activity(inputs.network, point.run, inputs.data.images.front(), *inputs.inferences.front());
  mapped.plan = make_plan(inputs.network, point.run, activity);
  mapped.mapping = all_slices(mapped.plan);
  mapped.mapping_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace

void simulate_job(const std::vector<Point>& points, const Job& job, const LoadedInputs& inputs,
                  const ResultPath& result_path, const ReportSink& report) {
  MappedJob mapped{points, inputs, result_path, report, {}, {}};
  const std::string failed = error_of([&] { map_job(mapped, points[job.front()]); });
  if (!failed.empty()) return report_failed(job, failed, report);
  const std::vector<Job> groups = by_simulation(points, job);
  if (groups.size() == 1) return simulate_group(mapped, groups.front());
  for (const Job& group : groups) {  // SystemC elaborates once, and a simulation that fails must not touch the next
    const std::string died = run_in_child([&] { simulate_group(mapped, group); });
    if (!died.empty()) report_failed(group, died, report);
  }
}

}  // namespace spikeloom
