// SPDX-License-Identifier: Apache-2.0
// spikeloom map: where the network of a run lives on its chip, as a file.

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>
#include <set>

#include "apps/spikeloom/commands.hpp"
#include "apps/spikeloom/output_file.hpp"
#include "apps/spikeloom/run_inputs.hpp"
#include "apps/spikeloom/run_options.hpp"
#include "mapping/mapping_file.hpp"
#include "sim/config/run_file.hpp"

namespace spikeloom {
namespace {

struct MapArguments {
  RunOptions run;
  std::string output;
};

void run_map(const MapArguments& arguments) {
  require_writable(arguments.output);
  const RunSpec run = arguments.run.read();
  const Network network = load_network(run.network);
  const Mapping mapping = make_mapping(network, run);
  write_text(arguments.output, mapping_to_json(network, mapping));
  std::set<int> cores;
  for (const Slice& slice : mapping.slices) cores.insert(slice.core);
  std::cout << arguments.output << ": " << network.layers.size() << " layers in " << mapping.slices.size()
            << " slices on " << cores.size() << " of " << mapping.target.tiles() << " cores\n";
}

}  // namespace

void add_map_command(CLI::App& app) {
  auto arguments = std::make_shared<MapArguments>();
  CLI::App* command = app.add_subcommand("map", "place the network of a run on its chip");
  add_run_options(*command, arguments->run);
  command->add_option("--output", arguments->output, "mapping, JSON")->required();
  command->callback([arguments] { run_map(*arguments); });
}

}  // namespace spikeloom
