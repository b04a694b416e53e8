// SPDX-License-Identifier: Apache-2.0
// spikeloom energy: prices the counts of an old run again, without simulating; or adds up what others have published.

#include <CLI/CLI.hpp>

#include <filesystem>
#include <iostream>
#include <memory>

#include "apps/commands.hpp"
#include "apps/energy_outputs.hpp"
#include "apps/run_options.hpp"
#include "apps/terminal.hpp"
#include "base/command_files.hpp"
#include "base/json_writer.hpp"
#include "base/output_file.hpp"
#include "energy/energy.hpp"
#include "energy/energy_file.hpp"
#include "energy/energy_json.hpp"
#include "energy/operation_file.hpp"
#include "energy/price_check.hpp"
#include "energy/prices.hpp"
#include "report/energy_summary.hpp"

namespace spikeloom {
namespace {

struct EnergyArguments {
  FileOptions run;
  std::string prices, ert, json;
  std::vector<std::string> operations;
  bool interpolation = false;
  EnergyOutputs outputs;
};

/// "22", "22nm" and "22nm.yaml" where there is no such file: the repository's list for the node.
std::string list_named(const std::string& text) {
  if (std::filesystem::exists(text)) return std::filesystem::absolute(text).string();
  std::size_t end = 0;
  while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
  const std::string rest = text.substr(end);
  const bool is_node = end > 0 && end < 4 && (rest.empty() || rest == "nm" || rest == "nm.yaml");
  return is_node ? price_list_of_node(std::stoi(text)) : text;
}

std::vector<std::string> changes_of(const EnergyArguments& arguments) {
  std::vector<std::string> changes;
  if (!arguments.prices.empty()) {
    changes.push_back("chip.prices=" + list_named(arguments.prices));
    changes.emplace_back("chip.energy.node_nm=0");  // that of the run gives way
  }
  if (!arguments.ert.empty()) changes.push_back("chip.energy.ert=" + std::filesystem::absolute(arguments.ert).string());
  for (const std::string& change : arguments.run.changes()) changes.push_back(change);
  return changes;
}

/// What the networks of others add up to; their convention has the prices of every list.
void print_operations(const EnergyArguments& arguments) {
  for (const std::string& path : arguments.operations)
    std::cout << operation_text(read_operation_file(path), {}, output_width());
}

void print_interpolation(const EnergyArguments& arguments) {
  const std::string list = arguments.prices.empty() ? price_list_path({}) : list_named(arguments.prices);
  std::cout << interpolation_text(PriceList(list).file(), output_width());
}

void price_again(const EnergyArguments& arguments) {
  const CountedRun run = read_counted_run(arguments.run.file, changes_of(arguments));
  CommandFiles files;
  files.reads({arguments.run.file, run.chip.prices, run.chip.energy.ert});
  files.writes("--json", arguments.json);
  arguments.outputs.check(files);
  const EnergyReport energy = PriceList(price_list_path(run.chip)).price(run.input, run.chip);
  if (!arguments.json.empty()) write_text(arguments.json, json_file_text(repriced_json(energy)));
  arguments.outputs.write(energy);
  std::cout << energy_summary(energy, output_width());
}

void run_energy(const EnergyArguments& arguments) {
  if (arguments.interpolation) return print_interpolation(arguments);
  if (!arguments.operations.empty()) return print_operations(arguments);
  if (arguments.run.file.empty()) throw CLI::RequiredError("results.json (or --operations, --interpolation)");
  price_again(arguments);
}

}  // namespace

void add_energy_command(CLI::App& app) {
  auto arguments = std::make_shared<EnergyArguments>();
  CLI::App* command = app.add_subcommand("energy", "price an old run again, without simulating");
  add_file_options(*command, arguments->run, "results", "results.json of `spikeloom run --json`");
  command->get_option("results")->required(false);
  command->add_option("--prices", arguments->prices, "price list (YAML), or a node: 45, 32, 28, 22, 7");
  command->add_option("--ert", arguments->ert, "energy reference table of Accelergy whose energies replace the list's");
  command->add_option("--json", arguments->json, "file for the priced run");
  arguments->outputs.add_options(*command);
  command->add_option("--operations", arguments->operations,
                      "operation counts (YAML) of published networks: adds them up by the literature's convention");
  command->add_flag("--interpolation", arguments->interpolation,
                    "how far interpolation between the sizes of the price list is off");
  command->callback([arguments] { run_energy(*arguments); });
}

}  // namespace spikeloom
