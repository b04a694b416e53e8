// SPDX-License-Identifier: Apache-2.0
#pragma once
// One neuron core alone: the test plays the router. The core, on tile 0, hosts slice 1 of a two-layer network; slice 0,
// on another tile, is its producer, and the host port its consumer.

#include <vector>

#include "chip/chip_spec.hpp"
#include "mapping/plan/mapping.hpp"
#include "models/network.hpp"
#include "sim/machine/core.hpp"

namespace spikeloom {

struct TimedPacket {
  Packet packet;
  Cycle cycle = 0;          ///< of the head: in: arrival at the core's queue; out: arrival at the router
  Cycle flit_interval = 1;  ///< in: from a flit to the next
};

/// A credit for a freed queue place, and when it arrives.
struct TimedCredit {
  int vc = 0;
  Cycle cycle = 0;
  bool operator==(const TimedCredit& o) const { return vc == o.vc && cycle == o.cycle; }
};

struct CoreCase {
  Network network;  ///< layers 0 (producer) and 1 (under test)
  Mapping mapping;
  CoreSpec core;
  NocSpec noc;
  Cycle router_delay_cycles = 1;  ///< from a flit's arrival to its credit's return
  std::vector<TimedPacket> input;
};

struct CoreOutcome {
  std::vector<TimedPacket> sent;
  std::vector<Cycle> flits_sent;  ///< arrival of each flit at the router
  std::vector<TimedCredit> credits;
  std::vector<Cycle> queue_credits;  ///< their cycles alone
  SliceCounts counts;                ///< of slice 1
  Cycle packetizer_stall_cycles = 0;
  std::size_t packets_left = 0;
};

/// A layer of `out` channels with weights all 1, thresholds 1 and bias 0, fed by `in` channels of spikes.
CoreCase make_core_case(Operator op, MapShape in, int out_channels, Kernel kernel, int time_steps);

Packet spike_word(int image, int row, int column, int t, std::uint64_t bits);
Packet row_end(int image, int row, int t);

CoreOutcome run_core(const CoreCase& core_case);

}  // namespace spikeloom
