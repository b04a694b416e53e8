// SPDX-License-Identifier: Apache-2.0
#include "runs/execute/sweep_run.hpp"

#include <algorithm>
#include <csignal>
#include <set>
#include <tuple>

#include "base/error.hpp"

namespace spikeloom {
namespace {

constexpr std::size_t kJobsPerProcess = 4;  ///< at least, so that the last jobs end together

volatile std::sig_atomic_t interrupted = 0;

extern "C" void note_interrupt(int) { interrupted = 1; }

/// Points that share a mapping, in jobs small enough to keep all processes busy to the end.
std::vector<Job> make_jobs(const std::vector<Point>& points, std::vector<std::size_t> numbers, int processes) {
  const auto key = [&](std::size_t i) { return std::tie(points[i].shared.inputs, points[i].shared.mapping); };
  const auto simulation = [&](std::size_t i) -> const std::string& { return points[i].shared.simulation; };
  std::stable_sort(numbers.begin(), numbers.end(), [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
  const std::size_t jobs = static_cast<std::size_t>(processes) * kJobsPerProcess;
  const std::size_t largest = std::max<std::size_t>(1, numbers.size() / jobs);
  std::vector<Job> made;
  for (const std::size_t i : numbers) {
    const bool same = !made.empty() && key(made.back().front()) == key(i);
    const bool free = same && (made.back().size() < largest || simulation(made.back().back()) == simulation(i));
    if (!free) made.emplace_back();
    made.back().push_back(i);
  }
  return made;
}

}  // namespace

void catch_signals() {
  struct sigaction action {};
  action.sa_handler = note_interrupt;  // no SA_RESTART: waiting ends
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) ::sigaction(signal, &action, nullptr);
  ::signal(SIGXFSZ, SIG_IGN);
}

bool is_interrupted() { return interrupted != 0; }

std::vector<std::size_t> SweepRun::missing(const std::vector<Point>& points) {
  std::vector<std::size_t> numbers;
  std::set<std::string> seen;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (!seen.insert(points[i].key).second) continue;
    if (!folder_.is_missing(points[i]))
      ++counts_.there;
    else if (!points[i].error.empty())
      record(points[i], points[i].error);
    else
      numbers.push_back(i);
  }
  return numbers;
}

void SweepRun::record(const Point& point, const std::string& error) {
  ++counts_.finished;
  if (error.empty()) return;
  ++counts_.failed;
  folder_.record_failure(point, error);
}

void SweepRun::finish(const std::vector<Point>& points, std::size_t expected) {
  const std::vector<std::size_t> numbers = missing(points);
  const std::vector<Job> jobs = make_jobs(points, numbers, workers_.processes());
  const std::size_t total = std::max(expected, counts_.finished + numbers.size());
  for (auto next = jobs.begin(); next != jobs.end() || !workers_.idle();) {
    if (is_interrupted()) throw Interrupted();
    progress_(counts_.finished, total, std::to_string(counts_.failed) + " failed");
    if (next != jobs.end() && workers_.has_free()) {
      workers_.start(points, *next++);
      continue;
    }
    for (const PointReport& report : workers_.wait()) {
      if (report.unwritable) throw InputError(report.error);
      record(points[report.point], report.error);
    }
  }
}

}  // namespace spikeloom
