// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a rank other than the leader does: simulates what it is asked for, until the leader says that it is over.

#include <functional>
#include <memory>

#include "runs/execute/listening_clock.hpp"
#include "runs/execute/rank_link.hpp"
#include "runs/execute/rank_messages.hpp"
#include "runs/execute/workers.hpp"
#include "runs/sweep/points.hpp"

namespace spikeloom {

class RankService {
 public:
  using Seconds = ListeningClock::Seconds;
  /// What it needs once it knows the sweep. Throws InputError when this machine cannot take part.
  struct Equipment {
    std::function<Point(const Coordinates&)> make_point;
    std::unique_ptr<Workers> workers;
  };
  using Equip = std::function<Equipment(const BeginWord&)>;

  RankService(RankLink& link, Equip equip, Seconds patience)
      : link_(link), equip_(std::move(equip)), patience_(patience) {}

  /// Returns when the leader has no more to do, or a signal came. Throws RunError when the leader is lost.
  void serve();

 private:
  /// True when it is over.
  bool hear_all();
  void begin(const BeginWord& word);
  void simulate(const std::vector<AskedPoint>& asked);
  void report_to_leader();
  void require_leader() const;

  RankLink& link_;
  Equip equip_;
  Seconds patience_;
  Equipment equipment_;
  std::vector<Point> points_;  ///< by the leader's numbers; only what was asked for
  std::vector<Job> waiting_;   ///< inputs of another job are being loaded
  ListeningClock clock_;
  Seconds heard_{0}, said_{0};
};

}  // namespace spikeloom
