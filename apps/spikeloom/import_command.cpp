// SPDX-License-Identifier: Apache-2.0
// spikeloom import: a checkpoint becomes a network bundle.

#include <unistd.h>

#include <CLI/CLI.hpp>

#include <filesystem>
#include <iostream>
#include <memory>

#include "apps/spikeloom/commands.hpp"
#include "apps/spikeloom/network_text.hpp"
#include "models/error.hpp"
#include "models/import/importer.hpp"
#include "models/network_file.hpp"

namespace spikeloom {
namespace {

struct ImportArguments {
  std::string checkpoint, config, output;
  int weight_bits = ImportOptions{}.weight_bits;
};

/// Written beside and moved in: a bundle that is replaced is never half of each.
void write_bundle(const Network& network, const std::string& folder) {
  namespace fs = std::filesystem;
  const fs::path temporary = fs::path(folder) / (".partial-" + std::to_string(::getpid()));
  std::error_code failed;
  fs::create_directories(temporary, failed);
  if (failed) throw InputError(folder + ": cannot be written: " + failed.message());
  write_network(network, temporary.string());
  for (const fs::directory_entry& file : fs::directory_iterator(temporary))
    fs::rename(file.path(), fs::path(folder) / file.path().filename());
  fs::remove(temporary);
}

void run_import(const ImportArguments& arguments) {
  const Network network = import_network(arguments.checkpoint, arguments.config, {arguments.weight_bits});
  write_bundle(network, arguments.output);
  std::cout << arguments.output << ": " << network_totals(network) << "\n";
}

}  // namespace

void add_import_command(CLI::App& app) {
  auto arguments = std::make_shared<ImportArguments>();
  CLI::App* command = app.add_subcommand("import", "turn a trained checkpoint into an integer network (a bundle)");
  command->add_option("--checkpoint", arguments->checkpoint, "weights, .safetensors")->required();
  command->add_option("--config", arguments->config, "config.json of the checkpoint")->required();
  command->add_option("--output", arguments->output, "folder of the bundle; made if missing")->required();
  command->add_option("--weight-bits", arguments->weight_bits, "bits of a weight, sign included")
      ->check(CLI::Range(2, 8))
      ->capture_default_str();
  command->callback([arguments] { run_import(*arguments); });
}

}  // namespace spikeloom
