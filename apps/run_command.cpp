// SPDX-License-Identifier: Apache-2.0
// spikeloom run: the main job. Network, chip and images in; class, cycles and energy out.

#include <CLI/CLI.hpp>

#include <filesystem>
#include <iostream>
#include <memory>

#include "apps/commands.hpp"
#include "apps/energy_outputs.hpp"
#include "apps/run_options.hpp"
#include "apps/terminal.hpp"
#include "base/command_files.hpp"
#include "base/error.hpp"
#include "base/json_writer.hpp"
#include "base/output_file.hpp"
#include "report/results_json.hpp"
#include "report/summary_text.hpp"
#include "report/timeline_writer.hpp"
#include "rtl/register.hpp"
#include "rtl/traces/trace_session.hpp"
#include "runs/run.hpp"

namespace spikeloom {
namespace {

struct RunArguments {
  RunOptions run;
  std::string json, trace;
  std::vector<std::string> observe, record_traces;
  EnergyOutputs energy;
};

std::vector<ObserverRequest> observer_requests(const RunArguments& arguments) {
  std::vector<ObserverRequest> requests;
  for (const std::string& text : arguments.observe) requests.push_back(ObserverRequest::parse(text));
  if (!arguments.trace.empty()) requests.push_back({TimelineWriter::kName, arguments.trace});
  require_different(requests);
  return requests;
}

std::vector<TraceRequest> trace_requests(const RunArguments& arguments) {
  std::vector<TraceRequest> requests;
  for (const std::string& text : arguments.record_traces) requests.push_back(TraceRequest::parse(text));
  return requests;
}

void check_files(const RunArguments& arguments, const RunSpec& spec, const std::vector<ObserverRequest>& observers,
                 const std::vector<TraceRequest>& traces) {
  CommandFiles files;
  files.reads(input_files(spec));
  files.writes("--json", arguments.json);
  arguments.energy.check(files);
  for (const ObserverRequest& request : observers) files.writes("--observe " + request.name, request.file);
  for (const TraceRequest& request : traces)
    for (const std::string& path : {request.file, request.hex_file()}) files.writes("--record-trace", path);
}

void require_one_chip(const RunArguments& arguments, const PassPlan& plan) {
  if (plan.streams() && !arguments.record_traces.empty())
    throw InputError("--record-trace: the network runs in " + std::to_string(plan.passes.size()) +
                     " passes, one chip after the other; a trace is of one");
}

std::string folder_of(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

FinishedRun run_with_progress(const PreparedRun& prepared, RunHooks hooks) {
  ProgressBar bar("simulating", "rows");
  hooks.progress = [&](std::uint64_t done, std::uint64_t total) { bar.update(done, total); };
  return run(prepared, hooks);
}

void run_run(const RunArguments& arguments) {
  RunHooks hooks;
  hooks.observe = observer_requests(arguments);
  const std::vector<TraceRequest> traces = trace_requests(arguments);
  const RunSpec spec = arguments.run.read();
  check_files(arguments, spec, hooks.observe, traces);
  TraceSession recording(spec.chip, traces);
  recording.set_core_load(core_load);
  hooks.blocks = [&](Catalogue& blocks) { recording.tap(blocks); };
  hooks.waveform_folder = folder_of(arguments.json);
  const PreparedRun prepared = prepare(spec, mapping_bar());
  require_one_chip(arguments, prepared.mapping->plan);
  const FinishedRun finished = run_with_progress(prepared, hooks);
  recording.finish();
  const ReportInput report = finished.report();
  if (!arguments.json.empty()) write_text(arguments.json, json_file_text(results_json(report)));
  arguments.energy.write(finished.energy);
  finished.observers.write(finished.results);
  std::cout << summary_text(report, output_width());
}

}  // namespace

void add_run_command(CLI::App& app) {
  auto arguments = std::make_shared<RunArguments>();
  CLI::App* command = app.add_subcommand("run", "simulate a chip that classifies images");
  add_run_options(*command, arguments->run);
  command->add_option("--json", arguments->json, "file for all results");
  command->add_option("--trace", arguments->trace,
                      "file for a timeline (Chrome / Perfetto trace format), as --observe timeline:FILE");
  command
      ->add_option("--observe", arguments->observe,
                   "NAME or NAME:FILE: what an observer sees, in the summary and in results.json, or in a file; may be "
                   "given several times; " +
                       observer_help())
      ->allow_extra_args(false);
  command
      ->add_option("--record-trace", arguments->record_traces,
                   "BLOCK@x,y or BLOCK@x,y:FILE: a reference trace of a block (spike_router, neuron_core, tile), for "
                   "cosim and for RTL of your own; may be given several times")
      ->allow_extra_args(false);
  arguments->energy.add_options(*command);
  command->callback([arguments] { run_run(*arguments); });
}

}  // namespace spikeloom
