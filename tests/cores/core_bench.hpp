// SPDX-License-Identifier: Apache-2.0
#pragma once
// One neuron core alone: the test plays the router. The core hosts slice 1 of a two-layer network; slice 0, on another
// tile, is its producer, and the host port its consumer.

#include <vector>

#include "mapping/mapping.hpp"
#include "models/network.hpp"
#include "sim/config/chip_spec.hpp"
#include "sim/machine/core.hpp"

namespace spikeloom {

struct TimedPacket {
  Packet packet;
  Cycle cycle = 0;  ///< in: arrival at the core's queue; out: arrival at the router
};

struct CoreCase {
  Network network;  ///< layers 0 (producer) and 1 (under test)
  Mapping mapping;
  CoreSpec core;
  int router_places = 4;
  Cycle router_delay_cycles = 1;  ///< from a flit's arrival to its credit's return
  std::vector<TimedPacket> input;
};

struct CoreOutcome {
  std::vector<TimedPacket> sent;
  std::vector<Cycle> queue_credits;  ///< arrival of each credit for a freed queue place
  SliceCounts counts;
};

/// A layer of `out` channels with weights all 1, thresholds 1 and bias 0, fed by `in` channels of spikes.
CoreCase make_core_case(Operator op, MapShape in, int out_channels, Kernel kernel, int time_steps);

Packet spike_word(int image, int row, int column, int t, std::uint64_t bits);
Packet row_end(int image, int row, int t);

CoreOutcome run_core(const CoreCase& core_case);

}  // namespace spikeloom
