// SPDX-License-Identifier: Apache-2.0
#include "runs/execute/rank_service.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <thread>

#include "base/error.hpp"
#include "runs/execute/sweep_run.hpp"

namespace spikeloom {
namespace {

constexpr std::chrono::milliseconds kTick{5};
/// Before its first word the leader makes all points.
constexpr std::chrono::minutes kFirstWord{30};

std::string host_name() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "?";
}

}  // namespace

void RankService::begin(const BeginWord& word) {
  try {
    equipment_ = equip_(word);
    link_.send(0, ready_text({host_name(), equipment_.workers->processes()}));
  } catch (const std::exception& error) {
    link_.send(0, refuse_text("host " + host_name() + ": " + error.what()));
  }
}

/// A point that has another name here is another run: its result would stand where nobody looks.
void RankService::simulate(const std::vector<AskedPoint>& asked) {
  Job job;
  for (const AskedPoint& point : asked) {
    if (points_.size() <= point.number) points_.resize(point.number + 1);
    Point& mine = points_[point.number] = equipment_.make_point(point.at);
    if (mine.key == point.key) {
      job.push_back(point.number);
      continue;
    }
    const std::string why = mine.error.empty() ? "a file that it names differs from rank 0's" : mine.error;
    link_.send(0, report_text({point.number, "host " + host_name() + ": point " + point.key + " is no such run: " + why,
                               true}));
  }
  if (!job.empty()) waiting_.push_back(job);
}

bool RankService::hear_all() {
  clock_.tick();
  while (const auto message = link_.receive()) {
    heard_ = clock_.now();
    switch (word_of(message->text)) {
      case RankWord::Begin:
        begin(begin_of(message->text));
        break;
      case RankWord::Simulate:
        simulate(asked_points(message->text));
        break;
      case RankWord::EndAlone:
        link_.abandon();
        return true;
      case RankWord::End:
        return true;
      default:
        break;
    }
  }
  return false;
}

void RankService::report_to_leader() {
  if (!equipment_.workers) return std::this_thread::sleep_for(kTick);
  while (!waiting_.empty() && equipment_.workers->has_free()) {
    equipment_.workers->start(points_, waiting_.front());
    waiting_.erase(waiting_.begin());
  }
  for (const PointReport& report : equipment_.workers->wait()) link_.send(0, report_text(report));
  if (clock_.now() - said_ < kAliveEvery) return;
  said_ = clock_.now();
  link_.send(0, plain_text(RankWord::Alive));
}

void RankService::require_leader() const {
  const auto patience = equipment_.workers ? patience_ : std::max<Seconds>(patience_, kFirstWord);
  if (clock_.now() - heard_ <= patience) return;
  link_.abandon();
  throw RunError("rank 0 has fallen silent; the same command goes on with what is missing");
}

void RankService::serve() {
  while (!is_interrupted() && !hear_all()) {
    require_leader();
    report_to_leader();
  }
}

}  // namespace spikeloom
