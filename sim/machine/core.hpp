// SPDX-License-Identifier: Apache-2.0
#pragma once
// The contract of a neuron core: one link to its router, the slices it hosts, and what it must count.
// Implementations live in cores/ and rtl/. Timing: cores/README.md holds the cycle table.

#include <string>
#include <systemc>
#include <vector>

#include "chip/actions.hpp"
#include "mapping/plan/dispatch.hpp"
#include "models/network.hpp"
#include "sim/machine/flit_port.hpp"
#include "sim/machine/lockstep_log.hpp"
#include "sim/machine/recorded_activity.hpp"
#include "sim/machine/scheduler.hpp"

namespace spikeloom {

struct CoreSpec;
struct NocSpec;

/// What every block of one chip shares; lives as long as the chip.
struct ChipContext {
  Scheduler& scheduler;
  PacketPool& packets;
  FlitHash& flit_hash;
  const Network& network;
  const Mapping& mapping;
  const Dispatch& dispatch;  ///< of the mapping
  std::vector<Observer*> observers;
  const RecordedActivity* recorded = nullptr;  ///< replay: rows are taken from it; null: cores compute them
  LockstepLog lockstep = {};
};

/// What a core is built from.
struct CoreContext {
  ChipContext& chip;
  const CoreSpec& core;
  int tile = 0;
  const NocSpec& noc;       ///< of the router that the core feeds
  std::vector<int> slices;  ///< indices in Mapping::slices
};

/// What one slice did.
struct SliceCounts {
  std::uint64_t neurons = 0;
  std::uint64_t spikes = 0;
  std::uint64_t synaptic_additions = 0;
  Cycle datapath_cycles = 0;
  Cycle neuron_unit_cycles = 0;
  ActionCounts actions;
};

class Core : public sc_core::sc_module, public Clocked {
 public:
  LinkEnd link;  ///< to the router's local port

  /// In the order of CoreContext::slices.
  virtual const std::vector<SliceCounts>& slice_counts() const = 0;
  /// Flits that carried credits: of the core, not of a slice.
  virtual const ActionCounts& credit_actions() const = 0;
  virtual Cycle packetizer_cycles() const = 0;
  virtual Cycle packetizer_stall_cycles() const = 0;
  /// Rows (of one time step) that the neuron unit has finished.
  virtual std::uint64_t rows_finished() const = 0;
  /// For the watchdog: one line for each slice that has begun a row and cannot finish it.
  virtual std::vector<std::string> waiting() const = 0;

 protected:
  explicit Core(const sc_core::sc_module_name& name) : sc_core::sc_module(name) {}
};

}  // namespace spikeloom
