// SPDX-License-Identifier: Apache-2.0
// spikeloom map: where the network of a run lives on its chip, as a file.

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

#include "apps/spikeloom/commands.hpp"
#include "apps/spikeloom/output_file.hpp"
#include "apps/spikeloom/progress_bar.hpp"
#include "apps/spikeloom/run_inputs.hpp"
#include "apps/spikeloom/run_options.hpp"
#include "mapping/mapping_file.hpp"
#include "mapping/summary.hpp"
#include "sim/config/run_file.hpp"
#include "sim/report/text_table.hpp"
#include "sim/report/units.hpp"

namespace spikeloom {
namespace {

std::string cycles_text(double cycles) { return grouped(static_cast<std::uint64_t>(cycles)); }

struct MapArguments {
  RunOptions run;
  std::string output;
};

std::string cores_text(const Mapping& mapping, const MappingSummary& summary) {
  using Align = TextTable::Align;
  TextTable table(output_width(), {Align::Left, Align::Right, Align::Right, Align::Right, Align::Right});
  table.add({"core", "slices", "weights", "accumulators", "expected cycles"});
  for (std::size_t i = 0; i < summary.cores.size(); ++i) {
    const CoreUse& use = summary.cores[i];
    const auto columns = static_cast<std::size_t>(mapping.target.columns);
    table.add({"(" + std::to_string(i % columns) + "," + std::to_string(i / columns) + ")", std::to_string(use.slices),
               bytes_text(use.weight_bytes), bytes_text(use.accumulator_bytes), cycles_text(use.work_cycles)});
  }
  return table.text() + "  busiest core " + cycles_text(summary.busiest_core_cycles()) + " cycles, mean " +
         cycles_text(summary.mean_core_cycles()) + ", flits x hops " +
         grouped(static_cast<std::uint64_t>(summary.traffic_hops)) + " (expected, one image)\n";
}

void run_map(const MapArguments& arguments) {
  require_writable(arguments.output);
  const RunSpec run = arguments.run.read();
  const Network network = load_network(run.network);
  const Mapping mapping = make_mapping(network, run);
  write_text(arguments.output, mapping_to_json(network, mapping));
  std::cout << cores_text(mapping, summarize(network, mapping, {})) << arguments.output << ": " << network.layers.size()
            << " layers in " << mapping.slices.size() << " slices\n";
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
