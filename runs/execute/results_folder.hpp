// SPDX-License-Identifier: Apache-2.0
#pragma once
// The folder of a sweep's results. Each file appears whole or not at all, so whatever ends a sweep, the next one goes
// on from what is there:
//   sweep.json          which sweep this is
//   points/KEY.json     a finished point: what `spikeloom run --json` writes
//   points/KEY.failed   a point that failed: JSON with the error
//   table.csv, outcomes.json   made of the above at the end

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "runs/sweep/outcome.hpp"
#include "runs/sweep/points.hpp"

namespace spikeloom {

class ResultsFolder {
 public:
  /// `alone`: nobody else writes here (else: several parts of one sweep do). Makes the folder when it is not there.
  /// Throws InputError: not writable, results of another sweep, or someone is writing there already.
  ResultsFolder(std::string path, const SweepSpec& sweep, bool alone);
  ~ResultsFolder();
  ResultsFolder(const ResultsFolder&) = delete;
  ResultsFolder& operator=(const ResultsFolder&) = delete;

  const std::string& path() const { return path_; }
  std::string result_path(const Point& point) const;
  /// Neither finished nor failed.
  bool is_missing(const Point& point) const;
  void record_failure(const Point& point, const std::string& error) const;
  void forget_failure(const Point& point) const;
  Outcome outcome(const Point& point) const;
  /// The table and what the report reads.
  void write_summary(const SweepSpec& sweep, const std::vector<Outcome>& outcomes) const;

 private:
  void create(const SweepSpec& sweep) const;
  void require_same(const SweepSpec& sweep) const;
  void lock(bool alone);
  void remove_leftovers() const;
  std::string failure_path(const Point& point) const;

  std::string path_;
  int lock_ = -1;
};

/// For processes beside the one that holds the folder. Throws InputError unless they see that folder.
void require_shared_folder(const std::string& path, const SweepSpec& sweep);
std::string result_path_in(const std::string& folder, const Point& point);

}  // namespace spikeloom
