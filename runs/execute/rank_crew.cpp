// SPDX-License-Identifier: Apache-2.0
#include "runs/execute/rank_crew.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace spikeloom {
RankCrew::RankCrew(RankLink& link, Seconds patience) : link_(link), patience_(patience) {
  for (int rank = 1; rank < link.size(); ++rank) ranks_[rank];
}

void RankCrew::begin(const BeginWord& begin) {
  for (auto& [number, rank] : ranks_) {
    link_.send(number, begin_text(begin));
    rank.heard = clock_.now();  // until then it had nothing to say
  }
}

void RankCrew::dismiss() {
  if (dismissed_) return;
  dismissed_ = true;
  const bool lost = std::any_of(ranks_.begin(), ranks_.end(), [](const auto& entry) { return entry.second.lost; });
  if (lost) link_.abandon();
  const RankWord word = lost ? RankWord::EndAlone : RankWord::End;
  for (const auto& [number, rank] : ranks_) link_.send(number, plain_text(word));  // the lost ones, too
}

bool RankCrew::has_free() const {
  return std::any_of(ranks_.begin(), ranks_.end(), [](const auto& entry) { return entry.second.free(); });
}

bool RankCrew::idle() const {
  return std::all_of(ranks_.begin(), ranks_.end(), [](const auto& entry) { return entry.second.jobs.empty(); });
}

void RankCrew::start(const RankJob& job, const std::vector<Point>& points) {
  const auto found = std::find_if(ranks_.begin(), ranks_.end(), [](const auto& entry) { return entry.second.free(); });
  std::vector<AskedPoint> asked;
  for (const std::size_t number : job.left) asked.push_back({number, points[number].at, points[number].key});
  link_.send(found->first, simulate_text(asked));
  found->second.jobs.push_back(job);
}

bool RankCrew::strike(Rank& rank, std::size_t point) {
  for (auto job = rank.jobs.begin(); job != rank.jobs.end(); ++job) {
    const auto found = std::find(job->left.begin(), job->left.end(), point);
    if (found == job->left.end()) continue;
    job->left.erase(found);
    if (job->left.empty()) rank.jobs.erase(job);
    return true;
  }
  return false;
}

void RankCrew::hear_one(const RankMessage& message, std::vector<PointReport>& reports) {
  Rank& rank = ranks_.at(message.from);
  if (rank.lost) return;  // not dead after all; its points have gone to others
  rank.heard = clock_.now();
  switch (word_of(message.text)) {
    case RankWord::Ready: {
      const ReadyWord ready = ready_of(message.text);
      rank.host = ready.host;
      rank.processes = ready.processes;
      break;
    }
    case RankWord::Refuse:
      throw InputError("rank " + std::to_string(message.from) + ": " + refusal_of(message.text));
    case RankWord::Report: {
      const PointReport report = report_of(message.text);
      if (strike(rank, report.point)) reports.push_back(report);
      break;
    }
    default:
      break;  // alive
  }
}

void RankCrew::say_alive() {
  if (clock_.now() - said_ < kAliveEvery) return;
  said_ = clock_.now();
  for (const auto& [number, rank] : ranks_)
    if (!rank.lost) link_.send(number, plain_text(RankWord::Alive));
}

std::vector<PointReport> RankCrew::hear() {
  std::vector<PointReport> reports;
  clock_.tick();
  while (const auto message = link_.receive()) hear_one(*message, reports);
  say_alive();
  return reports;
}

std::vector<RankJob> RankCrew::take_lost() {
  std::vector<RankJob> jobs;
  for (auto& [number, rank] : ranks_) {
    rank.lost = rank.lost || clock_.now() - rank.heard > patience_;
    if (!rank.lost) continue;
    for (RankJob& job : rank.jobs) jobs.push_back({job.left, job.losses + 1});
    rank.jobs.clear();
  }
  return jobs;
}

}  // namespace spikeloom
