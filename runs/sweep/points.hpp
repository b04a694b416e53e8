// SPDX-License-Identifier: Apache-2.0
#pragma once
// Points of a sweep: coordinates become runs, runs get names. A name is the hash of the resolved configuration, with
// the contents of the files it names in place of their paths: the same run has the same name whatever sweep, folder or
// host it is in, and a changed file is another run.

#include <vector>

#include "runs/run_spec.hpp"
#include "runs/sweep/content_hash.hpp"
#include "runs/sweep/sweep_spec.hpp"

namespace spikeloom {

/// Runs with equal keys share that work.
struct SharedWork {
  std::string inputs;      ///< network, images, what the reference says of them
  std::string mapping;     ///< and the mapping
  std::string simulation;  ///< and everything but prices
};

struct Point {
  Coordinates at;
  std::string key;
  std::string error;  ///< why there is no such run; `run` is empty then
  RunSpec run;
  SharedWork shared;
};

class PointMaker {
 public:
  /// `sweep` must outlive it; `version` is the program's: another one's results are other results.
  PointMaker(const SweepSpec& sweep, std::string version) : sweep_(sweep), version_(std::move(version)) {}

  /// A point whose configuration is refused has an error instead of a run. Throws nothing for it.
  Point make(const Coordinates& at);

 private:
  std::string key_of(const RunSpec& run);

  const SweepSpec& sweep_;
  std::string version_;
  ContentHashes hashes_;
};

/// Throws InputError when a value of an axis is refused at every point that has it: the sweep file is wrong then, and
/// not a single combination.
void require_sound_axes(const SweepSpec& sweep, const std::vector<Point>& points);

/// What tells this sweep's results from those of another one.
std::string sweep_fingerprint(const SweepSpec& sweep);

}  // namespace spikeloom
