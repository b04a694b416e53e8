// SPDX-License-Identifier: Apache-2.0
#pragma once
// One run of a chip: builds it, streams the images in, compares with the reference as it goes, collects the counts.

#include <functional>
#include <string>
#include <vector>

#include "chip/chip_spec.hpp"
#include "mapping/plan/mapping.hpp"
#include "models/images/image.hpp"
#include "models/network.hpp"
#include "sim/machine/catalogue.hpp"
#include "sim/run/activity_book.hpp"
#include "sim/run/results.hpp"

namespace spikeloom {

struct SimulationInput {
  const Network& network;
  const ChipSpec& chip;
  const Mapping& mapping;
  const std::vector<Image>& images;
  int images_in_flight = 1;
  bool compare = true;  ///< with the integer reference, word by word; a replayed run has nothing to compare
  Cycle max_cycles = 10'000'000'000ULL;
  std::vector<Observer*> observers = {};
  /// Called now and then with rows finished and rows expected (all slices, images and time steps).
  std::function<void(std::uint64_t done, std::uint64_t total)> progress = {};
  bool replay = false;  ///< cores take their rows from `activity` instead of adding
  /// What is compared with or replayed. Empty: the reference computes it.
  ActivitySource activity = {};
  std::string waveform_folder = ".";  ///< where a difference in lock-step leaves its waveform
};

class Chip;

/// What a run compares with or replays; empty when it does neither. Nobody pays for a reference that is not asked.
ActivitySource activity_of(const SimulationInput& input);

/// Runs a chip until nobody has work. Throws as simulate() does.
void run_to_end(Chip& chip);

/// Throws RunError: a mismatch (layer, row, column, t, channel, core, cycle), a deadlock (who waits for whom), or
/// max_cycles reached. One chip per process: SystemC elaborates once.
RunResults simulate(const SimulationInput& input, const Catalogue& blocks);

}  // namespace spikeloom
