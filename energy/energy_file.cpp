// SPDX-License-Identifier: Apache-2.0
#include "energy/energy_file.hpp"

#include <algorithm>
#include <filesystem>
#include <limits>

#include "base/error.hpp"
#include "base/field_reader.hpp"
#include "base/json_reader.hpp"
#include "base/json_writer.hpp"
#include "base/overrides.hpp"
#include "chip/chip_file.hpp"
#include "sim/run/results.hpp"

namespace spikeloom {
namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();

std::uint64_t count(JsonReader& reader, const std::string& key) {
  return static_cast<std::uint64_t>(reader.integer(key, 0, kMost));
}

ActionCounts read_actions(JsonReader reader) {
  ActionCounts counts;
  for (std::size_t i = 0; i < kActions; ++i) counts.add(static_cast<Action>(i), count(reader, kActionInfo[i].name));
  reader.finish();
  return counts;
}

LayerOperations read_operations(JsonReader reader) {
  return {count(reader, "as_simulated"), count(reader, "as_released"), count(reader, "repconv_fused"),
          count(reader, "all_fused")};
}

CountedLayer read_layer(JsonReader& reader) {
  CountedLayer layer;
  layer.name = reader.text("name");
  layer.reads_image = reader.boolean("reads_image");
  layer.operations = read_operations(reader.object("multiply_accumulates"));
  layer.outputs = count(reader, "outputs");
  layer.neuron_steps = count(reader, "neurons");
  layer.synaptic_additions = count(reader, "synaptic_additions");
  layer.actions = read_actions(reader.object("actions"));
  return layer;
}

CountedCore read_core(JsonReader& reader) {
  CountedCore core;
  core.column = reader.small_integer("column", 0, kMaxTiles);
  core.row = reader.small_integer("row", 0, kMaxTiles);
  core.datapath_cycles = count(reader, "datapath_cycles");
  core.actions = read_actions(reader.object("actions"));
  return core;
}

EnergyInput read_input(JsonReader& results) {
  EnergyInput input;
  auto images = results.objects("images");
  input.images = images.size();
  if (!images.empty()) input.latency_cycles = count(images.front(), "latency_cycles");
  input.time_steps = results.small_integer("time_steps", 1, 8);
  input.cycles = count(results, "cycles");
  input.cycles_per_image = results.object("streaming").number("cycles_per_image", 0, 1e18);
  input.synaptic_additions = count(results, "synaptic_additions");
  for (JsonReader& layer : results.objects("layers")) input.layers.push_back(read_layer(layer));
  for (JsonReader& core : results.objects("cores")) input.cores.push_back(read_core(core));
  input.host_actions = read_actions(results.object("host_port").object("actions"));
  return input;
}

/// Files were named as seen from where the run started; those that it did not name are "".
void settle_files(Json& section, const char* key, const std::string& file) {
  if (!section.contains(key)) return;
  if (!section[key].is_string())
    throw InputError(file + ": config: '" + key + "' must be the path of a file, in quotes");
  const std::string path = section[key].get<std::string>();
  if (path.empty())
    section.erase(key);
  else
    section[key] = std::filesystem::absolute(path).lexically_normal().string();
}

bool leaves_simulation_alone(const Override& change, const ConfigNode& chip) {
  if (change.path.size() < 2 || change.path[0] != "chip") return false;
  const std::string& key = change.path[1];
  if (key != "clock_mhz") return key == "prices" || key == "energy" || key == "tile_pitch_mm";
  const ConfigNode& ports = chip.nearest({"dram", "ports"});  // DRAM has latencies in ns
  return ports.items.empty();
}

ChipSpec read_chip_of(Json config, const std::string& path, const std::vector<Override>& changes) {
  if (!config.contains("chip")) throw InputError(path + ": config: no 'chip'");
  Json& chip_json = config["chip"];
  settle_files(chip_json, "prices", path);
  if (chip_json.contains("energy")) settle_files(chip_json["energy"], "ert", path);
  ConfigNode document = parse_document(json_text(config, -1), Place{path, 1, 1});
  for (const Override& change : changes) {
    if (!leaves_simulation_alone(change, *document.find("chip")))
      fail_at(change.value.place,
              "would change what was simulated; allowed: chip.prices, chip.energy.*, "
              "chip.tile_pitch_mm, and without DRAM chip.clock_mhz");
    apply_override(document, change);
  }
  FieldReader reader(&document, "");
  FieldReader chip = reader.open("chip");
  return read_chip_section(chip);
}

}  // namespace

CountedRun read_counted_run(const std::string& path, const std::vector<std::string>& changes) {
  const Json json = parse_json(read_file(path), path);
  JsonReader results(json, path);
  results.schema_version(kResultsSchemaVersion, kResultsSchemaVersion);
  CountedRun run;
  run.input = read_input(results);
  run.chip = read_chip_of(results.object("config").json(), path, parse_overrides(changes));
  return run;
}

}  // namespace spikeloom
