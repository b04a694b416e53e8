// SPDX-License-Identifier: Apache-2.0
#pragma once
// The other ranks as the leader, rank 0, sees them: who is ready, who has which points, who has fallen silent. A rank
// that is silent for too long is lost: it was killed, or its machine was. What it had is given back.

#include <map>
#include <string>
#include <vector>

#include "runs/execute/listening_clock.hpp"
#include "runs/execute/rank_link.hpp"
#include "runs/execute/rank_messages.hpp"

namespace spikeloom {

/// Points that a rank has or had, and have not been reported.
struct RankJob {
  Job left;
  int losses = 0;  ///< ranks that were lost with it
};

class RankCrew {
 public:
  using Seconds = ListeningClock::Seconds;

  RankCrew(RankLink& link, Seconds patience);
  /// Nobody waits for a leader that gave up.
  ~RankCrew() { dismiss(); }
  RankCrew(const RankCrew&) = delete;
  RankCrew& operator=(const RankCrew&) = delete;

  void begin(const BeginWord& begin);
  /// Sends everybody home. May be called again.
  void dismiss();

  int size() const { return link_.size(); }
  bool has_free() const;
  bool idle() const;
  /// Only when has_free().
  void start(const RankJob& job, const std::vector<Point>& points);
  /// Hears what has arrived, says that we are alive. Throws InputError when a rank cannot take part.
  std::vector<PointReport> hear();
  /// What lost ranks had, once.
  std::vector<RankJob> take_lost();

 private:
  struct Rank {
    std::string host = "?";
    int processes = 0;  ///< 0: not ready yet
    bool lost = false;
    Seconds heard{0};
    std::vector<RankJob> jobs;
    bool free() const { return !lost && static_cast<int>(jobs.size()) < processes; }
  };

  void hear_one(const RankMessage& message, std::vector<PointReport>& reports);
  /// False when it is known already.
  static bool strike(Rank& rank, std::size_t point);
  void say_alive();

  RankLink& link_;
  Seconds patience_;
  std::map<int, Rank> ranks_;  ///< all but the leader
  ListeningClock clock_;
  Seconds said_{0};
  bool dismissed_ = false;
};

}  // namespace spikeloom
