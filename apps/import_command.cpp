// SPDX-License-Identifier: Apache-2.0
// spikeloom import: a checkpoint, or an architecture with generated weights, becomes a network bundle.

#include <unistd.h>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iostream>
#include <map>
#include <memory>
#include <optional>

#include "apps/commands.hpp"
#include "apps/import_config.hpp"
#include "base/command_files.hpp"
#include "base/error.hpp"
#include "base/units.hpp"
#include "import/importer.hpp"
#include "import/synthetic.hpp"
#include "import/synthetic_image.hpp"
#include "models/images/image_fit.hpp"
#include "models/network_file.hpp"
#include "report/network_text.hpp"
#include "runs/rates_file.hpp"

namespace spikeloom {
namespace {

constexpr const char* kCalibrationFile = "calibration.ppm";  ///< in the bundle: the picture on which the rates hold

struct ImportArguments {
  ConfigChoice config;
  std::string checkpoint, output, rates, calibration_image;
  int weight_bits = ImportOptions{}.weight_bits;
  bool synthetic = false;
  std::optional<std::uint64_t> seed_option;
  OperatorForms forms;

  std::uint64_t seed() const { return seed_option.value_or(SyntheticOptions{}.seed); }
};

/// `picture`: the calibration image of a synthetic network, or null. Written beside and moved in: a bundle that is
/// replaced is never half of each.
void write_bundle(const Network& network, const Image* picture, const std::string& folder) {
  namespace fs = std::filesystem;
  const fs::path temporary = fs::path(folder) / (".partial-" + std::to_string(::getpid()));
  std::error_code failed;
  fs::create_directories(temporary, failed);
  if (failed) throw InputError(folder + ": cannot be written: " + failed.message());
  write_network(network, temporary.string());
  if (picture != nullptr) write_image(*picture, (temporary / kCalibrationFile).string());
  for (const fs::directory_entry& file : fs::directory_iterator(temporary))
    fs::rename(file.path(), fs::path(folder) / file.path().filename());
  fs::remove(temporary);
}

void check_source(const ImportArguments& arguments) {
  if (arguments.synthetic == !arguments.checkpoint.empty())
    throw InputError(arguments.synthetic ? "import: --checkpoint and --synthetic exclude each other"
                                         : "import: needs --checkpoint FILE or --synthetic");
  if (arguments.synthetic && arguments.rates.empty()) throw InputError("import: --synthetic needs --rates RATES.yaml");
  if (arguments.synthetic) return;
  if (!arguments.rates.empty()) throw InputError("import: --rates belongs to --synthetic: a checkpoint has its own");
  if (!arguments.calibration_image.empty()) throw InputError("import: --calibration-image belongs to --synthetic");
  if (arguments.seed_option) throw InputError("import: --seed belongs to --synthetic");
}

Image calibration_image(const ImportArguments& arguments, const ModelConfig& config) {
  const MapShape shape{config.channels, config.height, config.width};
  if (arguments.calibration_image.empty()) return synthetic_image(shape, arguments.seed());
  return fit_image(read_image(arguments.calibration_image), shape, arguments.calibration_image);
}

void print_synthetic(const RateProfile& profile, std::uint64_t seed, const std::vector<LayerRate>& rates) {
  double worst = 0.0;
  for (const LayerRate& rate : rates)
    if (rate.wanted >= kSmallestHeldRate) worst = std::max(worst, std::abs(rate.measured / rate.wanted - 1.0));
  std::cout << "synthetic weights, seed " << seed << "; rates '" << profile.name << "': " << profile.what << "\n"
            << rates.size() << " layers fire at their rates on " << kCalibrationFile << ", within "
            << percent_text(worst, 1.0) << " of each\n";
}

Network import_synthetic(const ImportArguments& arguments, const ModelConfig& config) {
  const RateProfile profile = read_rates(arguments.rates, firing_names(plan_layers(config, arguments.forms)));
  const Image picture = calibration_image(arguments, config);
  SyntheticNetwork made =
      make_synthetic_network(config, profile, picture, {arguments.weight_bits, arguments.forms, arguments.seed()});
  write_bundle(made.network, &picture, arguments.output);
  print_synthetic(profile, arguments.seed(), made.rates);
  return std::move(made.network);
}

Network import_checkpoint(const ImportArguments& arguments, const ModelConfig& config) {
  Network network = import_network(arguments.checkpoint, config, {arguments.weight_bits, arguments.forms});
  write_bundle(network, nullptr, arguments.output);
  return network;
}

/// The bundle's files may be replaced, unless one of them is read.
void check_files(const ImportArguments& arguments) {
  const std::string& folder = arguments.output;
  if (!std::filesystem::is_directory(folder)) return;
  CommandFiles files;
  files.reads({arguments.config.config, arguments.checkpoint, arguments.rates, arguments.calibration_image});
  std::vector<std::string> outputs = bundle_files(folder);
  outputs.push_back(folder + "/" + kCalibrationFile);
  for (const std::string& path : outputs) files.writes("--output", path);
}

void run_import(const ImportArguments& arguments) {
  check_source(arguments);
  check_files(arguments);
  const ModelConfig config = resolve_config(arguments.config);
  const Network network =
      arguments.synthetic ? import_synthetic(arguments, config) : import_checkpoint(arguments, config);
  std::cout << arguments.output << ": " << network_totals(network) << "\n";
}

template <class Form>
void add_form(CLI::App& command, const char* name, Form& form, const std::map<std::string, Form>& words,
              const std::string& help) {
  command.add_option(name, form, help)->transform(CLI::CheckedTransformer(words, CLI::ignore_space));
}

void add_network_options(CLI::App& command, ImportArguments& arguments) {
  command.add_option("--arch", arguments.config.architecture, "metaspikeformer-15m, -31m or -55m");
  command.add_option("--config", arguments.config.config, "instead of --arch: config.json of the checkpoint");
  command.add_option("--time-steps", arguments.config.time_steps, "instead of the configuration's (of --arch: 1)")
      ->check(CLI::Range(1, 8));
  command.add_option("--input-size", arguments.config.input_size, "HEIGHTxWIDTH, instead of the configuration's");
  command.add_option("--weight-bits", arguments.weight_bits, "bits of a weight, sign included")
      ->check(CLI::Range(2, 8))
      ->capture_default_str();
  add_form(command, "--repconv", arguments.forms.rep_conv,
           {{"fused", RepConvForm::Fused}, {"factored", RepConvForm::Factored}},
           "one dense 3x3 (fused, the default), or 1x1, depth-wise 3x3, 1x1 (factored)");
  add_form(command, "--sepconv", arguments.forms.sep_conv,
           {{"bit_serial", SepConvForm::BitSerial}, {"fused", SepConvForm::Fused}},
           "values digit by digit (bit_serial, the default), or one dense 7x7 of spikes (fused)");
}

void add_weight_options(CLI::App& command, ImportArguments& arguments) {
  command.add_option("--checkpoint", arguments.checkpoint, "weights, .safetensors");
  command.add_flag("--synthetic", arguments.synthetic, "instead of --checkpoint: seeded weights, rates of a profile");
  command.add_option("--rates", arguments.rates, "RATES.yaml: how often the layers of --synthetic fire");
  command.add_option("--seed", arguments.seed_option, "of --synthetic's weights and picture; 1 when left out");
  command.add_option("--calibration-image", arguments.calibration_image,
                     "picture on which --synthetic's rates hold; without it a generated one");
}

}  // namespace

void add_import_command(CLI::App& app) {
  auto arguments = std::make_shared<ImportArguments>();
  CLI::App* command =
      app.add_subcommand("import", "turn a checkpoint, or generated weights, into an integer network (a bundle)");
  add_network_options(*command, *arguments);
  add_weight_options(*command, *arguments);
  command->add_option("--output", arguments->output, "folder of the bundle; made if missing")->required();
  command->callback([arguments] { run_import(*arguments); });
}

}  // namespace spikeloom
