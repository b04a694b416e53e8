// SPDX-License-Identifier: Apache-2.0
// spikeloom sweep: many runs, in parallel, that go on where they were stopped.

#include <CLI/CLI.hpp>

#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <sstream>

#include "apps/commands.hpp"
#include "apps/terminal.hpp"
#include "apps/version.hpp"
#include "base/error.hpp"
#include "runs/execute/local_workers.hpp"
#include "runs/execute/rank_service.hpp"
#include "runs/execute/ranked_workers.hpp"
#include "runs/execute/results_folder.hpp"
#include "runs/execute/summary.hpp"
#include "runs/execute/sweep_run.hpp"
#include "runs/sweep/search.hpp"
#include "runs/sweep/space.hpp"
#include "runs/sweep/sweep_file.hpp"

namespace spikeloom {
namespace {

struct SweepArguments {
  std::string file, output, part;
  int jobs = 1;
  double rank_timeout = 60;
  bool retry_failed = false;

  ListeningClock::Seconds patience() const { return ListeningClock::Seconds(rank_timeout); }
};

constexpr int kQuickWaitMs = 5;  ///< other ranks wait for an answer
constexpr int kWaitMs = 100;

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
  PointMaker maker(sweep, program_version());
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
  outcomes.reserve(points.size());
  for (const Point& point : points) outcomes.push_back(folder.outcome(point));
  judge(sweep, outcomes);
  return outcomes;
}

/// Points of a search are made as it goes.
void run_search(const SweepSpec& sweep, PointMaker& maker, SweepRun& run, const ResultsFolder& folder,
                std::vector<Point>& points) {
  search(sweep, [&](const std::vector<Coordinates>& asked) {
    std::vector<Point> generation;
    generation.reserve(asked.size());
    for (const Coordinates& at : asked) generation.push_back(maker.make(at));
    points.insert(points.end(), generation.begin(), generation.end());
    run.finish(generation, static_cast<std::size_t>(sweep.samples));
    std::vector<Fitness> answers;
    answers.reserve(generation.size());
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

/// False when it was interrupted.
bool simulate_all(const SweepSpec& sweep, const ResultsFolder& folder, SweepRun& run, std::vector<Point>& points) {
  PointMaker maker(sweep, program_version());
  try {
    if (sweep.method == SweepMethod::Nsga2)
      run_search(sweep, maker, run, folder, points);
    else
      run.finish(points);
  } catch (const Interrupted&) {
    return false;
  }
  return true;
}

/// By the processes of this rank and, when there is a crew, those of the others.
bool simulate_points(const SweepSpec& sweep, const SweepArguments& arguments, const ResultsFolder& folder,
                     std::vector<Point>& points, SweepCounts& counts, RankCrew* crew) {
  const ResultPath path = [&folder](const Point& point) { return folder.result_path(point); };
  LocalWorkers own(arguments.jobs, path, crew != nullptr ? kQuickWaitMs : kWaitMs);
  std::optional<RankedWorkers> all;
  if (crew != nullptr) {
    const std::string shared = std::filesystem::absolute(folder.path()).string();
    crew->begin({program_version(), sweep_fingerprint(sweep), shared});
    all.emplace(*crew, own);
  }
  ProgressBar bar("sweeping", "points");
  SweepRun run(folder, all ? static_cast<Workers&>(*all) : own,
               [&](std::size_t done, std::size_t total, const std::string& note) { bar.update(done, total, note); });
  const bool complete = simulate_all(sweep, folder, run, points);
  if (crew != nullptr) crew->dismiss();
  counts = run.counts();
  return complete;
}

/// What other machines wrote must have arrived here.
void require_all_there(const ResultsFolder& folder, const std::vector<Point>& points) {
  for (const Point& point : points)
    if (folder.is_missing(point))
      throw RunError(folder.path() + ": the result of point " + point.key +
                     " was written and is not there; is the folder shared by all machines?");
}

/// `crew`: the other ranks, if there are any.
void lead_sweep(const SweepArguments& arguments, RankCrew* crew) {
  const SweepSpec sweep = read_sweep(arguments.file);
  const Part part = parse_part(arguments.part);
  require_possible(sweep, arguments, part);
  std::vector<Point> points = part_of(make_points(sweep), part);
  catch_signals();
  const ResultsFolder folder(results_path(arguments), sweep, part.whole());
  if (arguments.retry_failed) forget_failures(folder, points);
  SweepCounts counts;
  const bool complete = simulate_points(sweep, arguments, folder, points, counts, crew);
  if (part.whole()) {
    const std::vector<Outcome> outcomes = collect(sweep, folder, points);
    folder.write_summary(sweep, outcomes);
    std::cout << sweep_summary(sweep, outcomes, output_width());
  }
  std::cout << folder.path() << ": " << counts.finished << " points simulated (" << counts.failed << " failed), "
            << counts.there << " were there" << std::endl;
  if (!complete) throw RunError("interrupted; the same command goes on with what is missing");
  require_all_there(folder, points);
}

/// What a rank other than the leader does.
void serve_sweep(const SweepArguments& arguments, RankLink& link) {
  std::optional<SweepSpec> sweep;
  std::optional<PointMaker> maker;
  catch_signals();
  RankService service(
      link,
      [&](const BeginWord& begin) {
        sweep = read_sweep(arguments.file);
        if (begin.version != program_version() || begin.fingerprint != sweep_fingerprint(*sweep))
          throw InputError(arguments.file + ": another sweep than rank 0's, or a program of another version");
        require_shared_folder(begin.folder, *sweep);
        maker.emplace(*sweep, program_version());
        const ResultPath path = [folder = begin.folder](const Point& point) { return result_path_in(folder, point); };
        return RankService::Equipment{[&](const Coordinates& at) { return maker->make(at); },
                                      std::make_unique<LocalWorkers>(arguments.jobs, path, kQuickWaitMs)};
      },
      arguments.patience());
  service.serve();
}

void run_sweep(const SweepArguments& arguments) {
  if (arguments.part.empty() && is_uncoordinated_srun())
    throw InputError("srun started several tasks that do not know of each other; allowed: mpirun, or --part I/N");
  const std::unique_ptr<RankLink> link = join_ranks();
  if (!link) return lead_sweep(arguments, nullptr);
  if (link->rank() != 0) return serve_sweep(arguments, *link);
  RankCrew crew(*link, arguments.patience());
  lead_sweep(arguments, &crew);
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
  command
      ->add_option("--rank-timeout", arguments->rank_timeout,
                   "under mpirun: seconds of silence after which a rank is lost and its points go to others")
      ->check(CLI::Range(1.0, 86400.0));
  command->add_flag("--retry-failed", arguments->retry_failed, "simulate points again that failed before");
  command->callback([arguments] { run_sweep(*arguments); });
}

}  // namespace spikeloom
