// SPDX-License-Identifier: Apache-2.0
#include "sim/run/simulation.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "sim/assembly/chip.hpp"
#include "sim/run/collector.hpp"
#include "sim/run/run_watch.hpp"

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
  chip.lockstep().finish();
  if (!chip.done()) throw RunError(deadlock_message(chip));
  if (chip.packets_in_flight() != 0)
    throw RunError("the run ended with " + std::to_string(chip.packets_in_flight()) + " packets still in the network");
}

RunResults simulate(const SimulationInput& input, const Catalogue& blocks) {
  RunWatch watch(input);
  Chip chip("chip", ChipInput{input.chip, input.network, input.mapping, blocks, input.images, input.images_in_flight,
                              watch.recorded(), ChipTask::Run, nullptr, input.waveform_folder});
  chip.scheduler().set_max_cycles(input.max_cycles);
  watch.attach_to(chip);
  run_to_end(chip);
  RunResults results = collect_results(chip, input.network, input.mapping);
  watch.report(results);
  return results;
}

}  // namespace spikeloom
