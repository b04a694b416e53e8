// SPDX-License-Identifier: Apache-2.0
#include "apps/energy_outputs.hpp"

#include <CLI/CLI.hpp>

#include "base/command_files.hpp"
#include "base/output_file.hpp"
#include "energy/energy_csv.hpp"
#include "energy/ert.hpp"

namespace spikeloom {
namespace {

constexpr const char* kErt = "/ERT.yaml";
constexpr const char* kArt = "/ART.yaml";
constexpr const char* kCounts = "/action_counts.yaml";

}  // namespace

void EnergyOutputs::add_options(CLI::App& command) {
  command.add_option("--csv", csv, "file for every count, price and energy, one a line");
  command.add_option("--accelergy", accelergy, "folder for ERT.yaml, ART.yaml and action_counts.yaml (Accelergy 0.4)");
}

void EnergyOutputs::check(CommandFiles& files) const {
  files.writes("--csv", csv);
  if (!accelergy.empty())
    for (const char* name : {kErt, kArt, kCounts}) files.writes("--accelergy", accelergy + name);
}

void EnergyOutputs::write(const EnergyReport& energy) const {
  if (!csv.empty()) write_text(csv, energy_csv(energy));
  if (accelergy.empty()) return;
  write_text(accelergy + kErt, ert_text(energy));
  write_text(accelergy + kArt, art_text(energy));
  write_text(accelergy + kCounts, action_counts_text(energy));
}

}  // namespace spikeloom
