// SPDX-License-Identifier: Apache-2.0
#pragma once
// A run as a library. The program, sweeps and tests all go this way:
//
//   const PreparedRun prepared = prepare(read_run("run.yaml"));     // runs/run_file.hpp; loads and maps the network
//   const FinishedRun finished = run(prepared);                        // simulated and priced
//   write_text("results.json", results_json(finished.report()).dump(1) + "\n");
//
// Nothing here prints or ends the process. Errors are exceptions: InputError for a file, a key or a size that cannot be
// used, one line with its place; RunError for a run that cannot go on; sc_core::sc_report from SystemC. failure_of()
// (runs/failure.hpp) turns all of them into data.
//
// Units: cycles of the chip's clock (RunSpec::chip.clock_mhz), picojoules in EnergyReport, seconds of wall time where a
// name ends in `seconds`. Shapes: images are [channel][row][column], as Network::input says; results stand in the order
// of Network::layers, along the rows of tiles, and in the order of images.

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "energy/energy.hpp"
#include "mapping/cost/firing_profile.hpp"
#include "mapping/search/mapping_progress.hpp"
#include "mapping/search/passes.hpp"
#include "report/observers.hpp"
#include "report/report_input.hpp"
#include "runs/run_inputs.hpp"
#include "runs/run_spec.hpp"
#include "sim/machine/catalogue.hpp"
#include "sim/run/results.hpp"

namespace spikeloom {

/// What a run reads. Several runs may share one.
struct RunInputs {
  Network network;
  LabelledImages data;  ///< at least one image; labels for all of them, or none
  double seconds = 0;   ///< it took to read them
};

/// Where the network lives. Runs whose chips differ in nothing that the mapper sees may share one.
struct RunMapping {
  Activity activity;   ///< work was balanced by it; empty: by a flat rate
  PassPlan plan;       ///< one pass when the chip holds the network
  Mapping all;         ///< all_slices(plan): results and observers number slices as it does
  double seconds = 0;  ///< it took, the activity measured for it included

  /// Of a plan that is at hand.
  static RunMapping of(PassPlan plan);
};

/// A run that only needs to be simulated, as often as one likes.
struct PreparedRun {
  std::shared_ptr<const RunSpec> spec;
  std::shared_ptr<const RunInputs> inputs;
  std::shared_ptr<const RunMapping> mapping;
};

/// What a caller adds to a run; results do not depend on it.
struct RunHooks {
  /// Called now and then with rows finished and rows expected.
  std::function<void(std::uint64_t done, std::uint64_t total)> progress = {};
  std::vector<ObserverRequest> observe = {};  ///< registered observers, by name
  std::vector<Observer*> observers = {};      ///< the caller's own
  /// May change blocks before the chip is built of them.
  std::function<void(Catalogue&)> blocks = {};
  /// Rows to compare with or to replay. Empty: from the run's recording, or else from the reference.
  ActivitySource activity = {};
  std::string waveform_folder = ".";  ///< where a difference in lock-step leaves its waveform
};

/// A simulated and priced run.
struct FinishedRun {
  PreparedRun prepared;
  RunResults results;
  EnergyReport energy;
  nlohmann::ordered_json config;  ///< every parameter as it was used
  ObserverSet observers = {};     ///< those of RunHooks::observe

  /// For results_json() and summary_text(); stands as long as this.
  ReportInput report() const;
};

/// Reads or imports the network, reads the images.
RunInputs load_inputs(const RunSpec& spec);

/// Maps and checks. `first`: the reference's inference of the first image, if it is at hand.
RunMapping map_run(const RunSpec& spec, const RunInputs& inputs, const Inference* first = nullptr,
                   const MappingProgress& progress = {});

/// Looks up the chip's prices, so that one that is missing is told first; then load_inputs() and map_run().
PreparedRun prepare(const RunSpec& spec, const MappingProgress& progress = {});
/// With a network and images that are at hand: the spec's own are not read.
PreparedRun prepare(const RunSpec& spec, RunInputs inputs, const MappingProgress& progress = {});

/// Builds the chip and runs it until no block has work, in a SystemC context of its own: a process may do so again. All
/// of RunHooks but `observe` counts. Throws RunError: a mismatch with the reference (layer, row, column, t, channel,
/// core, cycle), a deadlock (who waits for whom), max_cycles reached.
RunResults simulate(const PreparedRun& prepared, const RunHooks& hooks = {});

/// Energy and area of a simulated run. Throws InputError for a price that is missing.
FinishedRun price(PreparedRun prepared, RunResults results);

/// simulate() and price(), watched by `hooks.observe`.
FinishedRun run(const PreparedRun& prepared, const RunHooks& hooks = {});

}  // namespace spikeloom
