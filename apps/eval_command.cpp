// SPDX-License-Identifier: Apache-2.0
// spikeloom eval: accuracy of the integer network, by the reference.

#include <CLI/CLI.hpp>
#include <algorithm>

#include <iomanip>
#include <iostream>
#include <memory>
#include <thread>

#include <nlohmann/json.hpp>

#include "apps/commands.hpp"
#include "apps/terminal.hpp"
#include "base/command_files.hpp"
#include "base/json_writer.hpp"
#include "base/output_file.hpp"
#include "base/units.hpp"
#include "models/evaluate.hpp"
#include "models/network_file.hpp"

namespace spikeloom {
namespace {

constexpr int kEvaluationSchemaVersion = 1;

struct EvalArguments {
  std::string network, images, labels, json;
  int count = 0;    ///< 0: all
  int threads = 0;  ///< 0: as many as the machine has
};

nlohmann::ordered_json to_json(const Network& network, const Evaluation& evaluation) {
  nlohmann::ordered_json json;
  json["schema_version"] = kEvaluationSchemaVersion;
  json["images"] = evaluation.images;
  json["top1"] = evaluation.top1;
  json["spikes"] = evaluation.spikes;
  json["synaptic_additions"] = evaluation.synaptic_additions;
  json["firing_rates"] = nlohmann::ordered_json::object();
  for (std::size_t i = 0; i < network.layers.size(); ++i)
    if (network.layers[i].fires) json["firing_rates"][network.layers[i].name] = evaluation.firing_rates[i];
  json["predictions"] = evaluation.predictions;
  return json;
}

void print(const Evaluation& evaluation) {
  const auto per_image = [&](std::uint64_t n) { return grouped(n / static_cast<std::uint64_t>(evaluation.images)); };
  std::cout << "images  " << evaluation.images << "\n"
            << "top-1   " << std::fixed << std::setprecision(2) << 100 * evaluation.top1 << " %\n"
            << "an image takes " << per_image(evaluation.spikes) << " spikes and "
            << per_image(evaluation.synaptic_additions) << " synaptic additions\n";
}

int thread_count(int asked) {
  return asked > 0 ? asked : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

void run_eval(const EvalArguments& arguments) {
  CommandFiles files;
  files.reads({arguments.images, arguments.labels});
  files.reads(bundle_files(arguments.network));
  files.writes("--json", arguments.json);
  const Network network = read_network(arguments.network);
  const IdxImages images(arguments.images);
  const std::vector<std::uint8_t> labels = read_idx_labels(arguments.labels);
  const int count = arguments.count > 0 ? arguments.count : images.count();
  ProgressBar bar("evaluating", "images");
  const auto progress = [&](int done) {
    bar.update(static_cast<std::uint64_t>(done), static_cast<std::uint64_t>(count));
  };
  const Evaluation evaluation = evaluate(network, images, labels, count, thread_count(arguments.threads), progress);
  if (!arguments.json.empty()) write_text(arguments.json, json_file_text(to_json(network, evaluation)));
  print(evaluation);
}

}  // namespace

void add_eval_command(CLI::App& app) {
  auto arguments = std::make_shared<EvalArguments>();
  CLI::App* command = app.add_subcommand("eval", "classify labelled images with the integer reference");
  command->add_option("network", arguments->network, "network bundle (a folder)")->required();
  command->add_option("--data", arguments->images, "images, idx, plain or .gz")->required();
  command->add_option("--labels", arguments->labels, "labels, idx, plain or .gz")->required();
  command->add_option("--images", arguments->count, "how many, from the first on; all when left out")
      ->check(CLI::PositiveNumber);
  command->add_option("--threads", arguments->threads, "threads; as many as there are cores when left out")
      ->check(CLI::Range(1, 1024));
  command->add_option("--json", arguments->json, "file for top-1, predictions and firing rates");
  command->callback([arguments] { run_eval(*arguments); });
}

}  // namespace spikeloom
