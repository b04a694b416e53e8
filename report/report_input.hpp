// SPDX-License-Identifier: Apache-2.0
#pragma once
// The parts of a report. Used by report/{results_json,summary_text}.

#include <nlohmann/json.hpp>
#include <vector>

#include "chip/chip_spec.hpp"
#include "energy/energy.hpp"
#include "mapping/plan/mapping.hpp"
#include "models/network.hpp"
#include "sim/run/noc_report.hpp"
#include "sim/run/results.hpp"

namespace spikeloom {

class ObserverSet;

/// What came before the simulation.
struct PreparationTimes {
  double network_seconds = 0;  ///< reading or importing the network, and the images
  double mapping_seconds = 0;  ///< the activity measured for it included
};

struct ReportInput {
  const Network& network;
  const ChipSpec& chip;
  const Mapping& mapping;
  const RunResults& results;
  const EnergyReport& energy;
  const nlohmann::ordered_json& config;  ///< resolved configuration
  std::vector<int> labels = {};          ///< of the images, where known: as many as images, or none
  int first_image = 0;                   ///< index of the first image in its file
  PreparationTimes preparation = {};
  const ObserverSet* observers = nullptr;  ///< those that were asked for by name

  NocReport noc() const {
    NocReport report{chip.mesh, chip.noc, mapping.host_tile, results.cycles, {}};
    for (const CoreResult& core : results.cores) report.routers.push_back(core.router);
    if (!results.passes.empty()) report.dram_ports = chip.dram.ports;
    return report;
  }
};

}  // namespace spikeloom
