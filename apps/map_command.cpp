// SPDX-License-Identifier: Apache-2.0
// spikeloom map: where the network of a run lives on its chip, as a file.

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <memory>
#include <numeric>

#include "apps/commands.hpp"
#include "apps/run_options.hpp"
#include "apps/terminal.hpp"
#include "base/command_files.hpp"
#include "base/output_file.hpp"
#include "base/text_table.hpp"
#include "base/units.hpp"
#include "mapping/cost/balance.hpp"
#include "mapping/plan/mapping_file.hpp"
#include "mapping/plan/memory.hpp"
#include "runs/run.hpp"

namespace spikeloom {
namespace {

constexpr std::size_t kMostCores = 64;  ///< of a larger chip only so many are listed, the busiest ones

std::string count_text(std::int64_t count) { return grouped(static_cast<std::uint64_t>(count)); }

std::string pass_text(const Network& network, const PassPlan& plan, std::size_t number) {
  if (!plan.streams()) return "";
  const Mapping& pass = plan.passes[number];
  const auto name = [&](int layer) { return network.layers[static_cast<std::size_t>(layer)].name; };
  return "Pass " + std::to_string(number + 1) + " of " + std::to_string(plan.passes.size()) + ": layers " +
         name(pass.layers.begin) + " to " + name(pass.layers.end - 1) + "\n";
}

struct MapArguments {
  RunOptions run;
  std::string output;
};

/// All cores in order, or the busiest ones first.
std::vector<std::size_t> listed_cores(const Balance& balance) {
  std::vector<std::size_t> cores(balance.cores.size());
  std::iota(cores.begin(), cores.end(), std::size_t{0});
  if (cores.size() <= kMostCores) return cores;
  std::stable_sort(cores.begin(), cores.end(),
                   [&](std::size_t a, std::size_t b) { return balance.cores[a].cycles > balance.cores[b].cycles; });
  cores.resize(kMostCores);
  return cores;
}

std::string cores_text(const Mapping& mapping, const Balance& balance) {
  const auto right = TextTable::Align::Right;
  TextTable table(output_width(), {TextTable::Align::Left, right, right, right, right, right, right, right});
  table.add({"core", "slices", "weights", "accumulators", "datapath", "neurons", "flits out", "flits in"});
  const std::vector<CoreMemory> memories = core_memories(mapping);
  const auto columns = static_cast<std::size_t>(mapping.target.columns);
  for (const std::size_t i : listed_cores(balance)) {
    const CoreBalance& core = balance.cores[i];
    table.add({"(" + std::to_string(i % columns) + "," + std::to_string(i / columns) + ")", std::to_string(core.slices),
               bytes_text(memories[i].weights), bytes_text(memories[i].accumulators(mapping.target.row_buffers)),
               count_text(core.work.datapath), count_text(core.work.neuron), count_text(core.work.packetizer),
               count_text(core.work.inbound)});
  }
  return table.text();
}

std::string balance_text(const Network& network, const Mapping& mapping, const Balance& balance) {
  return "  busiest core " + count_text(balance.busiest_cycles()) + " cycles, mean " +
         count_text(balance.mean_cycles()) + ", ratio " + plain_number(std::round(100 * balance.ratio()) / 100) +
         "; one image at least " + count_text(balance.latency_cycles) + " cycles (expected)\n  limited by " +
         describe_bottleneck(network, mapping, balance) + "\n";
}

std::string placement_text(const PlacementCosts& costs) {
  return "  flits x links " + count_text(costs.annealed) + " (expected, one image); placed at random " +
         count_text(costs.random) + ", greedily " + count_text(costs.greedy) + ", then " + count_text(costs.swaps) +
         " swaps\n";
}

void run_map(const MapArguments& arguments) {
  const RunSpec run = arguments.run.read();
  CommandFiles files;
  files.reads(input_files(run));
  files.writes("--output", arguments.output);
  const RunInputs inputs = load_inputs(run);
  const RunMapping mapping = map_run(run, inputs, nullptr, mapping_bar());
  const Network& network = inputs.network;
  const PassPlan& plan = mapping.plan;
  std::vector<MappingExpectations> expected;
  for (std::size_t i = 0; i < plan.passes.size(); ++i)
    expected.push_back({balance_of(network, plan.passes[i], mapping.activity), plan.placements[i]});
  write_text(arguments.output, plan_to_json(network, plan, expected));
  for (std::size_t i = 0; i < plan.passes.size(); ++i)
    std::cout << pass_text(network, plan, i) << cores_text(plan.passes[i], expected[i].balance)
              << balance_text(network, plan.passes[i], expected[i].balance) << placement_text(plan.placements[i]);
  std::cout << arguments.output << ": " << network.layers.size() << " layers in " << mapping.all.slices.size()
            << " slices\n";
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
