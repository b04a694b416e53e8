// SPDX-License-Identifier: Apache-2.0
// spikeloom record: what the reference computes for the images of a run, in a file that chips are replayed from.

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>
#include <memory>
#include <thread>

#include <nlohmann/json.hpp>

#include "apps/commands.hpp"
#include "apps/run_options.hpp"
#include "apps/terminal.hpp"
#include "base/command_files.hpp"
#include "base/json_writer.hpp"
#include "base/output_file.hpp"
#include "base/text_table.hpp"
#include "base/units.hpp"
#include "models/recording/activity_file.hpp"
#include "models/reference/reference.hpp"
#include "runs/run.hpp"

namespace spikeloom {
namespace {

constexpr int kRatesSchemaVersion = 1;

struct RecordArguments {
  RunOptions run;
  std::string output, rates;
  int threads = 0;  ///< 0: as many as the machine has
};

/// Counts of each layer over all images.
struct LayerTotals {
  std::vector<std::uint64_t> spikes, additions;
  double images = 0;

  explicit LayerTotals(std::size_t layers) : spikes(layers), additions(layers) {}
  void add(const Inference& inference) {
    ++images;
    for (std::size_t i = 0; i < inference.layers.size(); ++i) {
      spikes[i] += inference.layers[i].spikes.count();
      additions[i] += inference.layers[i].synaptic_additions;
    }
  }
  double chances(const Network& network, std::size_t i) const {
    return images * network.time_steps * network.layers[i].out.neurons();
  }
};

std::uint64_t sum(const std::vector<std::uint64_t>& counts) {
  std::uint64_t total = 0;
  for (const std::uint64_t n : counts) total += n;
  return total;
}

/// Returns the bytes of the file.
std::uint64_t record(const RecordArguments& arguments, const Network& network, const std::vector<Image>& images,
                     LayerTotals& activity) {
  const int threads =
      arguments.threads > 0 ? arguments.threads : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  const std::uint64_t layers = network.layers.size();
  const Reference reference(network, threads);
  RecordingWriter writer(arguments.output, network, threads);
  ProgressBar bar("recording", "layers");
  std::uint64_t done = 0;
  for (const Image& image : images) {
    const Inference inference = reference.run(image, [&](int, double) { bar.update(++done, layers * images.size()); });
    activity.add(inference);
    writer.add(image, inference);
  }
  writer.finish();
  return writer.bytes();
}

nlohmann::ordered_json rates_json(const Network& network, const LayerTotals& activity) {
  nlohmann::ordered_json json;
  json["schema_version"] = kRatesSchemaVersion;
  json["images"] = activity.images;
  json["firing_rates"] = nlohmann::ordered_json::object();
  for (std::size_t i = 0; i < network.layers.size(); ++i)
    if (network.layers[i].fires)
      json["firing_rates"][network.layers[i].name] =
          static_cast<double>(activity.spikes[i]) / activity.chances(network, i);
  return json;
}

std::string table_text(const Network& network, const LayerTotals& activity) {
  using Align = TextTable::Align;
  TextTable table(output_width(), {Align::Left, Align::Right, Align::Right, Align::Right});
  table.add({"layer", "firing", "spikes", "additions"});
  for (std::size_t i = 0; i < network.layers.size(); ++i) {
    const bool fires = network.layers[i].fires;
    table.add({network.layers[i].name,
               fires ? percent_text(static_cast<double>(activity.spikes[i]), activity.chances(network, i)) : "-",
               fires ? grouped(activity.spikes[i]) : "-", grouped(activity.additions[i])});
  }
  return table.text();
}

void run_record(const RecordArguments& arguments) {
  const RunSpec run = arguments.run.read();
  CommandFiles files;
  files.reads(input_files(run));
  files.writes("--output", arguments.output);
  files.writes("--rates", arguments.rates);
  const RunInputs inputs = load_inputs(run);
  const Network& network = inputs.network;
  const std::vector<Image>& images = inputs.data.images;
  LayerTotals activity(network.layers.size());
  const std::uint64_t bytes = record(arguments, network, images, activity);
  if (!arguments.rates.empty()) write_text(arguments.rates, json_file_text(rates_json(network, activity)));
  std::cout << table_text(network, activity) << arguments.output << ": " << images.size()
            << (images.size() == 1 ? " image, " : " images, ") << network.layers.size() << " layers, "
            << network.time_steps << (network.time_steps == 1 ? " time step, " : " time steps, ")
            << grouped(sum(activity.spikes)) << " spikes, " << grouped(sum(activity.additions))
            << " synaptic additions, " << bytes_text(static_cast<std::int64_t>(bytes)) << "\n";
}

}  // namespace

void add_record_command(CLI::App& app) {
  auto arguments = std::make_shared<RecordArguments>();
  CLI::App* command = app.add_subcommand("record", "store what the reference computes for the images of a run");
  add_run_options(*command, arguments->run);
  command->add_option("--output", arguments->output, "recording")->required();
  command->add_option("--rates", arguments->rates, "file for the firing rate of each layer, JSON");
  command->add_option("--threads", arguments->threads, "threads; as many as there are cores when left out")
      ->check(CLI::Range(1, 1024));
  command->callback([arguments] { run_record(*arguments); });
}

}  // namespace spikeloom
