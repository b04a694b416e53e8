// SPDX-License-Identifier: Apache-2.0
#pragma once
// What prices are multiplied with: the counts of a run and nothing else, taken from a run, or from the results.json of
// an old one (energy/energy_file). Priced by energy/energy.

#include <cstdint>
#include <string>
#include <vector>

#include "models/operation_count.hpp"
#include "sim/run/results.hpp"

namespace spikeloom {

struct CountedLayer {
  std::string name;
  bool reads_image = false;
  LayerOperations operations;      ///< of one time step
  std::uint64_t outputs = 0;       ///< neurons, or values where it does not fire; of one time step
  std::uint64_t neuron_steps = 0;  ///< LIF updates
  std::uint64_t synaptic_additions = 0;
  ActionCounts actions;
};

struct CountedCore {
  int column = 0, row = 0;
  Cycle datapath_cycles = 0;
  ActionCounts actions;
};

/// Of all images of a run, unless it says otherwise.
struct EnergyInput {
  std::size_t images = 0;
  int time_steps = 1;
  Cycle cycles = 0;
  Cycle latency_cycles = 0;     ///< of the first image
  double cycles_per_image = 0;  ///< in the steady state
  std::uint64_t synaptic_additions = 0;
  std::vector<CountedLayer> layers;
  std::vector<CountedCore> cores;
  ActionCounts host_actions;

  ActionCounts chip_actions() const;
};

EnergyInput energy_input(const RunResults& results, const Network& network);

}  // namespace spikeloom
