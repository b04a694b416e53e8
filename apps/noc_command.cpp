// SPDX-License-Identifier: Apache-2.0
// spikeloom noc: the network on chip alone, under synthetic traffic or a recorded trace.

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

#include "apps/commands.hpp"
#include "apps/run_options.hpp"
#include "apps/terminal.hpp"
#include "base/command_files.hpp"
#include "base/error.hpp"
#include "base/json_writer.hpp"
#include "base/output_file.hpp"
#include "noc/alone/load_curve.hpp"
#include "noc/alone/spec_file.hpp"
#include "noc/alone/standalone_noc.hpp"
#include "report/noc_json.hpp"
#include "report/noc_text.hpp"
#include "runs/catalogue.hpp"

namespace spikeloom {
namespace {

struct NocArguments {
  FileOptions file;
  std::string json, sweep;
};

void write_json(const NocArguments& arguments, const nlohmann::ordered_json& json) {
  if (!arguments.json.empty()) write_text(arguments.json, json_file_text(json));
}

NocResults simulate_with_progress(const NocAloneSpec& spec, const Catalogue& blocks) {
  ProgressBar bar("simulating", "cycles");
  return run_noc_alone(spec, blocks, [&](std::uint64_t done, std::uint64_t total) { bar.update(done, total); });
}

SweepResults sweep_with_progress(const NocAloneSpec& spec, const Catalogue& blocks) {
  ProgressBar bar("sweeping", "runs");
  return sweep_injection(spec, blocks, [&](std::uint64_t done, std::uint64_t total) { bar.update(done, total); });
}

void run_noc(const NocArguments& arguments) {
  const NocAloneSpec spec = read_noc_alone(arguments.file.file, arguments.file.changes());
  CommandFiles files;
  files.reads({arguments.file.file, spec.traffic.trace});
  files.writes("--json", arguments.json);
  const Catalogue blocks = make_catalogue();
  if (arguments.sweep.empty()) {
    const NocResults results = simulate_with_progress(spec, blocks);
    write_json(arguments, noc_json(spec, results));
    std::cout << noc_text(spec, results, output_width());
    return;
  }
  if (spec.traffic.pattern == Pattern::Trace)
    throw InputError("--sweep injection: the packets of a trace have their cycles; choose another traffic.pattern");
  const SweepResults sweep = sweep_with_progress(spec, blocks);
  write_json(arguments, sweep_json(spec, sweep));
  std::cout << sweep_text(spec, sweep, output_width());
}

}  // namespace

void add_noc_command(CLI::App& app) {
  auto arguments = std::make_shared<NocArguments>();
  CLI::App* command = app.add_subcommand("noc", "simulate the network on chip alone");
  add_file_options(*command, arguments->file, "noc", "NOC.yaml");
  command->add_option("--json", arguments->json, "file for all results");
  command->add_option("--sweep", arguments->sweep, "injection: latency over injection rate, and where it saturates")
      ->check(CLI::IsMember({"injection"}));
  command->callback([arguments] { run_noc(*arguments); });
}

}  // namespace spikeloom
