// SPDX-License-Identifier: Apache-2.0
// spikeloom run: the main job. Network, chip and images in; class, cycles and energy out.

#include <CLI/CLI.hpp>

#include <chrono>
#include <filesystem>
#include <iostream>
#include <memory>
#include <utility>

#include "apps/commands.hpp"
#include "apps/energy_outputs.hpp"
#include "apps/run_options.hpp"
#include "base/error.hpp"
#include "base/output_file.hpp"
#include "energy/energy.hpp"
#include "energy/prices.hpp"
#include "report/progress_bar.hpp"
#include "report/results_json.hpp"
#include "report/summary_text.hpp"
#include "report/timeline_writer.hpp"
#include "rtl/register.hpp"
#include "rtl/traces/trace_session.hpp"
#include "runs/catalogue.hpp"
#include "runs/run_file.hpp"
#include "runs/run_inputs.hpp"
#include "sim/run/pass_run.hpp"

namespace spikeloom {
namespace {

struct RunArguments {
  RunOptions run;
  std::string json, trace;
  std::vector<std::string> record_traces;
  EnergyOutputs energy;
};

RunResults simulate_with_progress(SimulationInput input, const PassPlan& plan, const Catalogue& blocks) {
  ProgressBar bar("simulating", "rows");
  input.progress = [&](std::uint64_t done, std::uint64_t total) { bar.update(done, total); };
  return simulate(input, plan, blocks);
}

void require_outputs(const RunArguments& arguments) {
  for (const std::string* path : {&arguments.json, &arguments.trace})
    if (!path->empty()) require_writable(*path);
  arguments.energy.require_writable();
}

/// Of the blocks that are asked for.
std::vector<TraceRequest> trace_requests(const RunArguments& arguments) {
  std::vector<TraceRequest> requests;
  for (const std::string& text : arguments.record_traces) requests.push_back(TraceRequest::parse(text));
  for (const TraceRequest& request : requests)
    for (const std::string& path : {request.file, request.hex_file()}) require_writable(path);
  return requests;
}

void require_one_chip(const RunArguments& arguments, const PassPlan& plan) {
  if (plan.streams() && !arguments.record_traces.empty())
    throw InputError("--record-trace: the network runs in " + std::to_string(plan.passes.size()) +
                     " passes, one chip after the other; a trace is of one");
}

/// Since it was made, or asked last.
class Stopwatch {
 public:
  double seconds() {
    const auto now = std::chrono::steady_clock::now();
    return std::chrono::duration<double>(now - std::exchange(begin_, now)).count();
  }

 private:
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

void run_run(const RunArguments& arguments) {
  require_outputs(arguments);
  const RunSpec run = arguments.run.read();
  TraceSession recording(run.chip, trace_requests(arguments));
  Catalogue blocks = make_catalogue();
  recording.set_core_load(core_load);
  recording.tap(blocks);
  const PriceList prices = prices_of(run.chip);
  Stopwatch watch;
  PreparationTimes preparation;
  const Network network = load_network(run.network);
  const LabelledImages data = load_images(run.input, network);
  preparation.network_seconds = watch.seconds();
  const PassPlan plan = make_plan(network, run, mapping_activity(network, run, data.images.front()));
  require_one_chip(arguments, plan);
  const Mapping mapping = all_slices(plan);
  preparation.mapping_seconds = watch.seconds();

  TimelineWriter trace(network, mapping, run.chip.clock_mhz);
  SimulationInput input{network, run.chip, mapping, data.images, run.images_in_flight, run.compare, run.max_cycles};
  input.replay = run.mode == RunMode::Replay;
  input.activity = recorded_activity(run, network, data.images);
  if (!arguments.json.empty()) input.waveform_folder = std::filesystem::path(arguments.json).parent_path().string();
  if (input.waveform_folder.empty()) input.waveform_folder = ".";
  if (!arguments.trace.empty()) input.observers.push_back(&trace);
  const RunResults results = simulate_with_progress(std::move(input), plan, blocks);
  recording.finish();

  const EnergyReport energy = prices.price(energy_input(results, network), run.chip);
  const nlohmann::ordered_json config = run_to_json(run);
  const ReportInput report{network, run.chip,    mapping,         results,    energy,
                           config,  data.labels, run.input.index, preparation};
  if (!arguments.json.empty()) write_text(arguments.json, results_json(report).dump(1) + "\n");
  arguments.energy.write(energy);
  if (!arguments.trace.empty())
    write_atomically(arguments.trace, [&](const std::string& path) { trace.write(path, results); });
  std::cout << summary_text(report, output_width());
}

}  // namespace

void add_run_command(CLI::App& app) {
  auto arguments = std::make_shared<RunArguments>();
  CLI::App* command = app.add_subcommand("run", "simulate a chip that classifies images");
  add_run_options(*command, arguments->run);
  command->add_option("--json", arguments->json, "file for all results");
  command->add_option("--trace", arguments->trace, "file for a timeline (Chrome / Perfetto trace format)");
  command
      ->add_option("--record-trace", arguments->record_traces,
                   "BLOCK@x,y or BLOCK@x,y:FILE: a reference trace of a block (spike_router, neuron_core, tile), for "
                   "cosim and for RTL of your own; may be given several times")
      ->allow_extra_args(false);
  arguments->energy.add_options(*command);
  command->callback([arguments] { run_run(*arguments); });
}

}  // namespace spikeloom
