// SPDX-License-Identifier: Apache-2.0
// spikeloom report: results as one page to look at.

#include <CLI/CLI.hpp>

#include <filesystem>
#include <iostream>
#include <memory>

#include "apps/commands.hpp"
#include "base/command_files.hpp"
#include "base/error.hpp"
#include "base/json_reader.hpp"
#include "base/json_writer.hpp"
#include "base/output_file.hpp"
#include "report/page_writer.hpp"
#include "runs/execute/outcomes_json.hpp"
#include "sim/run/results.hpp"

namespace spikeloom {
namespace {

using Page = nlohmann::ordered_json;

struct ReportArguments {
  std::string results, output;
};

Page parse_results(const std::string& path, const char* key, int version) {
  Page json;
  try {
    json = Page::parse(read_file(path));
  } catch (const Page::exception& error) {
    throw InputError(path + ": not JSON: " + error.what());
  }
  if (!json.is_object() || !json.contains(key))
    throw InputError(path + ": no results: '" + key +
                     "' is missing; allowed: a folder of spikeloom sweep, or a file of spikeloom run --json");
  const Page found = json.value("schema_version", Page());
  if (found == version) return json;
  throw InputError(path + ": schema_version: " + json_text(found, -1) + "; this program reads version " +
                   std::to_string(version));
}

/// Without what no picture shows.
Page run_data(const std::string& path) {
  Page run = parse_results(path, "cores", kResultsSchemaVersion);
  parse_results(path, "figures", kResultsSchemaVersion);
  for (Page& core : run["cores"]) core.erase("actions");
  for (Page& layer : run["layers"]) layer.erase("actions");
  run["energy_pj"].erase("bill");
  run.erase("dense_ann");
  return run;
}

/// The feasible point with the best first objective; null when there is none.
const Page* best_point(const Page& sweep) {
  const Page& goal = sweep.at("objectives").at(0);
  const std::string name = goal.at("measure");
  const double sign = goal.at("maximise").get<bool>() ? -1 : 1;
  const Page* best = nullptr;
  for (const Page& point : sweep.at("points")) {
    if (!point.at("feasible").get<bool>()) continue;
    const auto cost = [&](const Page& p) { return sign * p.at("values").at(name).get<double>(); };
    if (best == nullptr || cost(point) < cost(*best)) best = &point;
  }
  return best;
}

Page sweep_data(const std::string& folder) {
  Page sweep = parse_results(folder + "/outcomes.json", "points", kOutcomesSchemaVersion);
  Page data = {{"kind", "sweep"}, {"run", nullptr}};
  if (const Page* best = best_point(sweep)) {
    data["run"] = run_data(folder + "/points/" + best->at("key").get<std::string>() + ".json");
    sweep["best"] = best->at("point");
  }
  data["sweep"] = std::move(sweep);
  return data;
}

void write_page(const ReportArguments& arguments) {
  const bool sweep = std::filesystem::is_directory(arguments.results);
  const std::string output = arguments.output.empty()
                                 ? std::filesystem::path(arguments.results).lexically_normal().string() + ".html"
                                 : arguments.output;
  CommandFiles files;
  files.reads(sweep ? arguments.results + "/outcomes.json" : arguments.results);
  files.writes("--output", output);
  const Page data = sweep ? sweep_data(arguments.results) : Page{{"kind", "run"}, {"run", run_data(arguments.results)}};
  const std::string title = sweep ? "Sweep " + data.at("sweep").at("file").get<std::string>()
                                  : "Run on " + data.at("run").at("config").at("chip").at("name").get<std::string>();
  write_text(output, report_page(title, data));
  std::cout << output << ": one page, open it in a browser\n";
}

/// The page reads a good part of the results; whatever is missing there, or of another type, is the file's fault.
void run_report(const ReportArguments& arguments) {
  try {
    write_page(arguments);
  } catch (const Page::exception& error) {
    throw InputError(arguments.results + ": damaged results: " + error.what());
  }
}

}  // namespace

void add_report_command(CLI::App& app) {
  auto arguments = std::make_shared<ReportArguments>();
  CLI::App* command = app.add_subcommand("report", "make one HTML page of a sweep or a run");
  command->add_option("results", arguments->results, "folder of spikeloom sweep, or file of spikeloom run --json")
      ->required();
  command->add_option("--output", arguments->output, "the page; RESULTS.html when left out");
  command->callback([arguments] { run_report(*arguments); });
}

}  // namespace spikeloom
