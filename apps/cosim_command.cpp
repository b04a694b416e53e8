// SPDX-License-Identifier: Apache-2.0
// spikeloom cosim: a block in RTL against a reference trace.

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

#include "apps/commands.hpp"
#include "base/command_files.hpp"
#include "base/error.hpp"
#include "base/output_file.hpp"
#include "base/suggestion.hpp"
#include "rtl/traces/replay.hpp"
#include "rtl/verilated/model_library.hpp"
#include "rtl/verilated/register_duts.hpp"

namespace spikeloom {
namespace {

struct CosimArguments {
  std::string block, trace, wave;
};

const BlockDuts::Make& find_block(const BlockDuts& duts, const std::string& block) {
  const auto found = duts.blocks().find(block);
  if (found != duts.blocks().end()) return found->second;
  std::vector<std::string> known;
  for (const auto& entry : duts.blocks()) known.push_back(entry.first);
  throw InputError("--block " + block + ": there is no such block in RTL" + suggestion(block, known));
}

void run_cosim(const CosimArguments& arguments) {
  const auto models = std::make_shared<ModelLibrary>(default_model_folder());
  BlockDuts duts;
  register_duts(duts, models);
  const BlockDuts::Make& make = find_block(duts, arguments.block);
  if (const std::string reason = models->reason_against(arguments.block); !reason.empty())
    throw InputError("--block " + arguments.block + ": " + reason);
  CommandFiles files;
  files.reads(arguments.trace);
  files.writes("--wave", arguments.wave);
  JsonTraceReader trace(arguments.trace);
  const TraceHeader& header = trace.header();
  if (header.block != arguments.block)
    throw InputError(arguments.trace + ": is a trace of block '" + header.block + "', --block is '" + arguments.block +
                     "'");
  const std::unique_ptr<BlockDut> dut = make(header.parameters, !arguments.wave.empty());
  Replay replay(trace, *dut);
  replay.configure();
  if (!arguments.wave.empty()) dut->open_waveform(arguments.wave);
  const ReplayCounts counts = replay.run();
  std::cout << header.block << " of tile (" << header.column << "," << header.row << "): " << counts.cycles
            << " cycles, " << counts.flits << " flits and " << counts.credits << " credits compared, all equal\n";
}

}  // namespace

void add_cosim_command(CLI::App& app) {
  auto arguments = std::make_shared<CosimArguments>();
  CLI::App* command = app.add_subcommand("cosim", "check a block in RTL against a reference trace");
  command->add_option("--block", arguments->block, "the block, by the name of its module: spike_router")->required();
  command->add_option("--trace", arguments->trace, "JSON lines of run --record-trace (.zst: compressed)")->required();
  command->add_option("--wave", arguments->wave, "file for a waveform (VCD) of the RTL");
  command->callback([arguments] { run_cosim(*arguments); });
}

}  // namespace spikeloom
