// SPDX-License-Identifier: Apache-2.0
#pragma once
// What ranks tell each other, as text. Rank 0 leads: it knows the points, asks, and records; the others simulate.

#include <cstdint>
#include <string>
#include <vector>

#include "runs/execute/point_report.hpp"
#include "runs/sweep/points.hpp"

namespace spikeloom {

enum class RankWord : std::uint8_t {
  Begin,     ///< leader: which sweep, into which folder
  Simulate,  ///< leader: a job
  End,       ///< leader: no more to do
  EndAlone,  ///< leader: no more to do, and a rank is lost
  Ready,     ///< rank: how many processes it has
  Refuse,    ///< rank: why it cannot take part
  Report,    ///< rank: what became of a point
  Alive,     ///< both, once a second
};

/// All ranks must have read the same sweep and must see the same folder.
struct BeginWord {
  std::string version, fingerprint, folder;
};

/// A point as the leader knows it: its coordinates make the run, its key tells whether that is the leader's.
struct AskedPoint {
  std::size_t number = 0;
  Coordinates at;
  std::string key;
};

struct ReadyWord {
  std::string host;
  int processes = 1;
};

RankWord word_of(const std::string& text);

std::string plain_text(RankWord word);  ///< End, EndAlone, Alive
std::string begin_text(const BeginWord& begin);
BeginWord begin_of(const std::string& text);
std::string simulate_text(const std::vector<AskedPoint>& points);
std::vector<AskedPoint> asked_points(const std::string& text);
std::string ready_text(const ReadyWord& ready);
ReadyWord ready_of(const std::string& text);
std::string refuse_text(const std::string& why);
std::string refusal_of(const std::string& text);
std::string report_text(const PointReport& report);
PointReport report_of(const std::string& text);

}  // namespace spikeloom
