// SPDX-License-Identifier: Apache-2.0
// spikeloom sweep: many runs, in parallel, that go on where they were stopped.

#include <CLI/CLI.hpp>

#include <filesystem>
#include <iostream>
#include <memory>

#include "apps/spikeloom/commands.hpp"
#include "apps/spikeloom/sweep/results_folder.hpp"
#include "apps/spikeloom/sweep/summary.hpp"
#include "apps/spikeloom/sweep/sweep_run.hpp"
#include "models/error.hpp"
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

std::vector<Point> make_points(const SweepSpec& sweep) {
  PointMaker maker(sweep, SPIKELOOM_VERSION);
  std::vector<Point> points;
  for (const Coordinates& at : chosen_points(sweep)) points.push_back(maker.make(at));
  require_sound_axes(sweep, points);
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

void run_sweep(const SweepArguments& arguments) {
  const SweepSpec sweep = read_sweep(arguments.file);
  const Part part = parse_part(arguments.part);
  const std::vector<Point> points = make_points(sweep);
  catch_signals();
  const ResultsFolder folder(results_path(arguments), sweep, part.whole());
  const std::vector<Point> mine = part_of(points, part);
  if (arguments.retry_failed)
    for (const Point& point : mine) folder.forget_failure(point);
  SweepCounts counts;
  bool complete = true;
  {
    SweepRun run(folder, arguments.jobs);
    try {
      run.finish(mine);
    } catch (const Interrupted&) {
      complete = false;
    }
    counts = run.counts();
  }
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
