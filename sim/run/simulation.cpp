// SPDX-License-Identifier: Apache-2.0
#include "sim/run/simulation.hpp"

#include <algorithm>
#include <chrono>

#include "models/error.hpp"
#include "sim/chip/chip.hpp"
#include "sim/run/collector.hpp"
#include "sim/run/occupancy.hpp"
#include "sim/run/progress_observer.hpp"
#include "sim/run/reference_check.hpp"

namespace spikeloom {
namespace {

constexpr std::size_t kDeadlockLines = 24;

std::string deadlock_message(const Chip& chip) {
  std::string text = "deadlock: the chip makes no progress; " + std::to_string(chip.packets_in_flight()) +
                     " packets in flight, " + std::to_string(chip.images().finished()) + " images done";
  const std::vector<std::string> lines = chip.waiting();
  for (std::size_t i = 0; i < std::min(lines.size(), kDeadlockLines); ++i) text += "\n  " + lines[i];
  if (lines.size() > kDeadlockLines) text += "\n  and " + std::to_string(lines.size() - kDeadlockLines) + " more";
  return text;
}

}  // namespace

ActivitySource activity_of(const SimulationInput& input) {
  if (input.activity || (!input.compare && !input.replay)) return input.activity;
  return reference_source(input.network, input.images);
}

void run_to_end(Chip& chip) {
  sc_core::sc_start();
  if (chip.scheduler().error()) std::rethrow_exception(chip.scheduler().error());
  if (!chip.done()) throw RunError(deadlock_message(chip));
  if (chip.packets_in_flight() != 0)
    throw RunError("the run ended with " + std::to_string(chip.packets_in_flight()) + " packets still in the network");
}

RunResults simulate(const SimulationInput& input, const Catalogue& blocks) {
  const bool compare = input.compare && !input.replay;
  ActivityBook book(activity_of(input));
  const RecordedActivity* recorded = input.replay ? &book : nullptr;
  Chip chip("chip", ChipInput{input.chip, input.network, input.mapping, blocks, input.images, input.images_in_flight,
                              recorded});
  chip.scheduler().set_max_cycles(input.max_cycles);
  ReferenceCheck check(input.network, input.mapping, book);
  ProgressObserver progress(input);
  Occupancy occupancy(input.network, input.mapping);
  chip.attach(occupancy);
  if (compare || input.replay) chip.attach(book);
  if (compare) chip.attach(check);
  if (input.progress) chip.attach(progress);
  for (Observer* observer : input.observers) chip.attach(*observer);
  const auto begin = std::chrono::steady_clock::now();
  run_to_end(chip);
  RunResults results = collect_results(chip, input.network, input.mapping);
  results.reference_seconds = book.seconds();
  results.host_seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count() - results.reference_seconds;
  results.occupancy = occupancy.result();
  if (compare) results.reference = check.result();
  results.reference.replayed = input.replay;
  return results;
}

}  // namespace spikeloom
