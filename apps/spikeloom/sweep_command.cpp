// SPDX-License-Identifier: Apache-2.0
// spikeloom sweep: many runs, in parallel, that go on where they were stopped.

#include <CLI/CLI.hpp>

#include <filesystem>
#include <iostream>
#include <memory>
#include <sstream>

#include "apps/spikeloom/commands.hpp"
#include "apps/spikeloom/sweep/results_folder.hpp"
#include "apps/spikeloom/sweep/summary.hpp"
#include "apps/spikeloom/sweep/sweep_run.hpp"
#include "models/error.hpp"
#include "sweep/search.hpp"
#include "sweep/space.hpp"
#include "sweep/sweep_file.hpp"

namespace spikeloom {
namespace {

struct SweepArguments {
  std::string file, output, part;
  int jobs = 1;
  bool retry_failed = false;
};

/// `2/8`: the second of eight, each of which may run on another machine.
struct Part {
  std::size_t number = 0, count = 1;
  bool whole() const { return count == 1; }
};

Part parse_part(const std::string& text) {
  Part part;
  if (text.empty()) return part;
  char slash = 0, rest = 0;
  std::istringstream stream(text);
  if (!(stream >> part.number >> slash >> part.count) || slash != '/' || stream >> rest || part.number < 1 ||
      part.number > part.count)
    throw InputError("--part " + text + ": allowed: I/N with I from 1 to N");
  --part.number;
  return part;
}

std::vector<Point> part_of(const std::vector<Point>& points, const Part& part) {
  std::vector<Point> mine;
  for (std::size_t i = part.number; i < points.size(); i += part.count) mine.push_back(points[i]);
  return mine;
}

/// For a search: enough points of its space to tell a wrong value from a wrong combination.
std::vector<Coordinates> probes(const SweepSpec& sweep) {
  std::size_t most = 1;
  for (const Axis& axis : sweep.axes) most = std::max(most, axis.values.size());
  return latin_hypercube(sweep.axes, static_cast<int>(4 * most), sweep.seed);
}

/// None of a search, which makes its own. Throws InputError for an axis that no point can have.
std::vector<Point> make_points(const SweepSpec& sweep) {
  const bool searches = sweep.method == SweepMethod::Nsga2;
  PointMaker maker(sweep, SPIKELOOM_VERSION);
  std::vector<Point> points;
  for (const Coordinates& at : searches ? probes(sweep) : chosen_points(sweep)) points.push_back(maker.make(at));
  require_sound_axes(sweep, points);
  if (searches) points.clear();
  return points;
}

std::string results_path(const SweepArguments& arguments) {
  if (!arguments.output.empty()) return arguments.output;
  return std::filesystem::path(arguments.file).stem().string() + ".results";
}

std::vector<Outcome> collect(const SweepSpec& sweep, const ResultsFolder& folder, const std::vector<Point>& points) {
  std::vector<Outcome> outcomes;
  for (const Point& point : points) outcomes.push_back(folder.outcome(point));
  judge(sweep, outcomes);
  return outcomes;
}

/// Points of a search are made as it goes.
void run_search(const SweepSpec& sweep, PointMaker& maker, SweepRun& run, const ResultsFolder& folder,
                std::vector<Point>& points) {
  search(sweep, [&](const std::vector<Coordinates>& asked) {
    std::vector<Point> generation;
    for (const Coordinates& at : asked) generation.push_back(maker.make(at));
    points.insert(points.end(), generation.begin(), generation.end());
    run.finish(generation, static_cast<std::size_t>(sweep.samples));
    std::vector<Fitness> answers;
    for (const Point& point : generation) answers.push_back(fitness_of(sweep, folder.outcome(point).values));
    return answers;
  });
}

void require_possible(const SweepSpec& sweep, const SweepArguments& arguments, const Part& part) {
  if (sweep.method != SweepMethod::Nsga2) return;
  if (!part.whole()) throw InputError("--part: a search decides as it goes; allowed for the other methods");
  if (arguments.retry_failed) throw InputError("--retry-failed: a search has decided by what failed");
}

void forget_failures(const ResultsFolder& folder, const std::vector<Point>& points) {
  for (const Point& point : points) folder.forget_failure(point);
}

/// False when it was interrupted. The progress bar is gone afterwards.
bool simulate_points(const SweepSpec& sweep, const SweepArguments& arguments, const ResultsFolder& folder,
                     std::vector<Point>& points, SweepCounts& counts) {
  SweepRun run(folder, arguments.jobs);
  PointMaker maker(sweep, SPIKELOOM_VERSION);
  bool complete = true;
  try {
    if (sweep.method == SweepMethod::Nsga2)
      run_search(sweep, maker, run, folder, points);
    else
      run.finish(points);
  } catch (const Interrupted&) {
    complete = false;
  }
  counts = run.counts();
  return complete;
}

void run_sweep(const SweepArguments& arguments) {
  const SweepSpec sweep = read_sweep(arguments.file);
  const Part part = parse_part(arguments.part);
  require_possible(sweep, arguments, part);
  std::vector<Point> points = part_of(make_points(sweep), part);
  catch_signals();
  const ResultsFolder folder(results_path(arguments), sweep, part.whole());
  if (arguments.retry_failed) forget_failures(folder, points);
  SweepCounts counts;
  const bool complete = simulate_points(sweep, arguments, folder, points, counts);
  if (part.whole()) {
    const std::vector<Outcome> outcomes = collect(sweep, folder, points);
    folder.write_summary(sweep, outcomes);
    std::cout << sweep_summary(sweep, outcomes);
  }
  std::cout << folder.path() << ": " << counts.finished << " points simulated (" << counts.failed << " failed), "
            << counts.there << " were there\n";
  if (!complete) throw RunError("interrupted; the same command goes on with what is missing");
}

}  // namespace

void add_sweep_command(CLI::App& app) {
  auto arguments = std::make_shared<SweepArguments>();
  CLI::App* command = app.add_subcommand("sweep", "simulate many chips; goes on where it was stopped");
  command->add_option("sweep", arguments->file, "SWEEP.yaml")->required();
  command->add_option("--output", arguments->output, "folder for the results; SWEEP.results when left out");
  command->add_option("--jobs", arguments->jobs, "processes that simulate at the same time")
      ->check(CLI::Range(1, 1024));
  command->add_option("--part", arguments->part, "I/N: only every N-th point, from the I-th on; no table");
  command->add_flag("--retry-failed", arguments->retry_failed, "simulate points again that failed before");
  command->callback([arguments] { run_sweep(*arguments); });
}

}  // namespace spikeloom
