// SPDX-License-Identifier: Apache-2.0
#pragma once
// Everything a run measured: plain data, integers where it counts. Filled by sim/run/simulation, priced by
// energy/energy, printed by report/{summary_text,results_json}.

#include <cstdint>
#include <string>
#include <vector>

#include "chip/actions.hpp"
#include "chip/router_counts.hpp"
#include "sim/machine/lockstep_log.hpp"
#include "sim/machine/observer.hpp"

namespace spikeloom {

/// Of results.json.
constexpr int kResultsSchemaVersion = 2;

struct ImageResult {
  int prediction = 0;
  std::vector<std::int32_t> logits;  ///< X of the head
  Cycle begin_cycle = 0;             ///< its first flit left the host port
  Cycle end_cycle = 0;               ///< its last logit arrived
  Cycle latency_cycles() const { return end_cycle - begin_cycle; }
};

/// What the slices of one layer did, over all images.
struct LayerResult {
  std::string name;
  int slices = 0;
  std::uint64_t neurons = 0;  ///< LIF updates
  std::uint64_t spikes = 0;
  std::uint64_t synaptic_additions = 0;  ///< weights (or KV elements) into accumulators, shifted adds included
  Cycle datapath_cycles = 0;
  Cycle neuron_unit_cycles = 0;
  ActionCounts actions;
};

/// What one tile did: its core and its router.
struct CoreResult {
  int column = 0, row = 0;
  std::vector<int> slices;
  std::int64_t weight_bytes_used = 0, accumulator_bytes_used = 0;
  std::uint64_t spikes = 0;
  std::uint64_t synaptic_additions = 0;
  Cycle datapath_cycles = 0;          ///< busy
  Cycle neuron_unit_cycles = 0;       ///< busy
  Cycle packetizer_cycles = 0;        ///< a flit was sent
  Cycle packetizer_stall_cycles = 0;  ///< a flit waited for the router
  std::uint64_t flits_routed = 0;     ///< through this tile's router
  RouterCounts router;
  ActionCounts actions;  ///< core, router and the router's outgoing links
};

struct ReferenceResult {
  bool compared = false;
  std::uint64_t compared_words = 0;  ///< spike words (64 channels or less) and values compared, zero ones included
  std::uint64_t mismatches = 0;
  bool replayed = false;  ///< the rows are the reference's own: there is nothing to compare
};

/// One pass over all batches of images: layers that were on the chip together.
struct PassResult {
  int first_layer = 0, end_layer = 0;  ///< [first, end)
  int slices = 0;
  Cycle weight_cycles = 0;  ///< weights streamed in
  Cycle run_cycles = 0;
  std::uint64_t weight_bits = 0;  ///< read from DRAM
  std::uint64_t loaded_bits = 0;  ///< of maps of earlier passes, read
  std::uint64_t stored_bits = 0;  ///< of maps for later passes, written
};

/// A stretch of the run in which one pass was on the chip.
struct PhaseResult {
  int pass = 0;          ///< in RunResults::passes
  bool weights = false;  ///< they were streamed in; else a batch of images ran
  Cycle begin_cycle = 0, end_cycle = 0;
};

/// How full the pipeline was, over time: shares of a bucket of cycles.
struct OccupancyResult {
  Cycle bucket_cycles = 0;
  std::vector<double> datapaths_busy;  ///< datapath cycles of all cores
  std::vector<double> cores_active;    ///< cores that did anything
  std::vector<double> layers_active;   ///< layers of the network that did
};

struct RunResults {
  std::vector<ImageResult> images;
  Cycle cycles = 0;  ///< from the first flit of the first image to the last logit of the last one
  std::uint64_t spikes = 0;
  std::uint64_t synaptic_additions = 0;
  std::uint64_t flit_hops = 0;  ///< flits over links between routers, and over the one to the host port
  std::uint64_t flit_hash = 0;  ///< over (flit, cycle, tile) of every arrival at a core or the host port
  ReferenceResult reference;
  std::vector<LayerResult> layers;
  std::vector<CoreResult> cores;
  ActionCounts host_actions;        ///< of the ports at the edge, and of the DRAM behind them
  std::vector<PassResult> passes;   ///< none when the whole network was on the chip
  std::vector<PhaseResult> phases;  ///< of passes, in time
  OccupancyResult occupancy;
  std::vector<LockstepCounts> lockstep;  ///< of blocks compared with their RTL
  double host_seconds = 0;               ///< wall time of the simulation alone
  double reference_seconds = 0;          ///< of the reference (or of reading its recording), if it was asked
};

}  // namespace spikeloom
