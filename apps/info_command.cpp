// SPDX-License-Identifier: Apache-2.0
// spikeloom info: a network bundle or a chip file in tables; with --parameters, all that a chip, run or NoC file may
// say.

#include <CLI/CLI.hpp>

#include <filesystem>
#include <iostream>
#include <memory>

#include "apps/commands.hpp"
#include "base/error.hpp"
#include "base/field_help.hpp"
#include "base/text_table.hpp"
#include "base/units.hpp"
#include "chip/chip_file.hpp"
#include "models/network_file.hpp"
#include "noc/alone/spec.hpp"
#include "report/network_text.hpp"
#include "runs/run_spec.hpp"

namespace spikeloom {
namespace {

struct InfoArguments {
  std::string path;
  bool parameters = false;
};

constexpr auto kLeft = TextTable::Align::Left, kRight = TextTable::Align::Right;
constexpr int kAnyWidth = 1000;

std::string or_dash(const std::string& text) { return text.empty() ? "-" : text; }

void print_help(const std::string& file, const std::vector<FieldInfo>& infos) {
  TextTable table(kAnyWidth, {kLeft, kRight, kLeft, kLeft, kLeft});
  table.add({file, "default", "allowed", "unit", "what it is"});
  for (const FieldInfo& info : infos) table.add({info.key, or_dash(info.value), info.allowed, info.unit, info.help});
  std::cout << table.text();
}

void print_parameters() {
  print_help("chip.yaml", fields_info(ChipSpec{}));
  std::cout << "\n";
  print_help("run.yaml", fields_info(RunSpec{}));
  std::cout << "\n";
  print_help("network in run.yaml", fields_info(NetworkSource{}));
  std::cout << "\n";
  print_help("noc.yaml", fields_info(NocAloneSpec{}));
  std::cout << "\nand in run.yaml:\n"
               "  network: DIR, or a map: config: FILE or architecture: NAME for the layers, checkpoint: FILE or\n"
               "           rates: FILE (generated weights, examples/02_imagenet) for the weights, and the keys above\n"
               "  chip:    FILE, or a map of the keys above\n"
               "  input:   {image: FILE}, or {generated: SEED, count: 1}, or {idx: FILE, labels: FILE, index: 0, "
               "count: 1}, or\n"
               "           {idx: FILE, labels: FILE, range: [first, end]}\n";
}

void print_chip(const ChipSpec& chip) {
  TextTable table(kAnyWidth, {kLeft, kRight, kLeft, kLeft});
  table.add({"parameter", "value", "unit", "what it is"});
  for (const FieldInfo& info : fields_info(chip)) table.add({info.key, or_dash(info.value), info.unit, info.help});
  const std::int64_t tiles = chip.target().tiles();
  std::cout << table.text() << "\n"
            << tiles << " tiles, " << tiles * chip.core.lanes << " adders, "
            << bytes_text(tiles * chip.core.weight_sram_bytes) << " of weight SRAM, "
            << bytes_text(tiles * chip.core.accumulator_sram_bytes) << " of accumulator SRAM\n";
}

void run_info(const InfoArguments& arguments) {
  if (arguments.parameters) return print_parameters();
  if (arguments.path.empty()) throw InputError("info: needs a network bundle, a chip file or --parameters");
  if (std::filesystem::is_directory(arguments.path))
    std::cout << network_table(read_network(arguments.path));
  else
    print_chip(read_chip(arguments.path));
}

}  // namespace

void add_info_command(CLI::App& app) {
  auto arguments = std::make_shared<InfoArguments>();
  CLI::App* command = app.add_subcommand("info", "show a network bundle or a chip");
  command->add_option("path", arguments->path, "network bundle (a folder) or CHIP.yaml");
  command->add_flag("--parameters", arguments->parameters, "list every parameter: default, allowed, unit, meaning");
  command->callback([arguments] { run_info(*arguments); });
}

}  // namespace spikeloom
