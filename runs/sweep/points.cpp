// SPDX-License-Identifier: Apache-2.0
#include "runs/sweep/points.hpp"

#include <array>

#include "base/error.hpp"
#include "base/json_reader.hpp"
#include "base/json_writer.hpp"
#include "energy/prices.hpp"
#include "runs/run_file.hpp"

namespace spikeloom {
namespace {

using Json = nlohmann::ordered_json;

/// Chip parameters that no mapping depends on. One that is not listed here is taken to matter.
constexpr std::array kNotMapped = {"/name",
                                   "/clock_mhz",
                                   "/tile",
                                   "/tiles",
                                   "/core/impl",
                                   "/core/pipeline_cycles",
                                   "/core/sram_word_bits",
                                   "/noc/kernel",
                                   "/noc/router",
                                   "/noc/vcs",
                                   "/noc/vc_policy",
                                   "/noc/routing_delay_cycles",
                                   "/noc/vc_alloc_delay_cycles",
                                   "/noc/switch_alloc_delay_cycles",
                                   "/noc/switch_delay_cycles",
                                   "/noc/credit_delay_cycles",
                                   "/noc/link_latency_cycles",
                                   "/noc/vc_allocator",
                                   "/noc/switch_allocator",
                                   "/noc/bypass",
                                   "/dram/bandwidth_gbytes_per_s",
                                   "/dram/latency_ns"};
/// And those that no simulation depends on: they price its counts.
constexpr std::array kNotSimulated = {"/name", "/prices", "/energy", "/tile_pitch_mm"};

void erase_at(Json& json, const std::string& path) {
  const std::size_t slash = path.rfind('/');
  const Json::json_pointer parent(path.substr(0, slash));
  if (json.contains(parent) && json.at(parent).is_object()) json.at(parent).erase(path.substr(slash + 1));
}

template <std::size_t N>
Json without(Json json, const std::array<const char*, N>& paths) {
  for (const char* path : paths) erase_at(json, path);
  return json;
}

SharedWork shared_work(const Json& config) {
  SharedWork shared;
  shared.inputs = json_text(config.at("network"), -1) + json_text(config.at("input"), -1);
  const Json chip = without(config.at("chip"), kNotSimulated);
  shared.mapping = shared.inputs + json_text(config.at("mapping"), -1) + json_text(without(chip, kNotMapped), -1);
  Json rest = config;
  rest["chip"] = chip;
  shared.simulation = json_text(rest, -1);
  return shared;
}

std::vector<Override> changes_of(const SweepSpec& sweep, const Coordinates& at) {
  std::vector<Override> changes = sweep.set;
  for (std::size_t i = 0; i < at.size(); ++i) {
    const Axis& axis = sweep.axes[i];
    changes.push_back({parse_override(axis.key + "=0").path, axis.values[static_cast<std::size_t>(at[i])].node});
  }
  return changes;
}

/// A point without a configuration is named after what was asked for.
std::string name_of_request(const SweepSpec& sweep, const Coordinates& at) {
  std::string text = sweep_fingerprint(sweep);
  for (std::size_t i = 0; i < at.size(); ++i)
    text += "\n" + sweep.axes[i].key + "=" + sweep.axes[i].values[static_cast<std::size_t>(at[i])].label;
  return text_hash(text);
}

void require_sound_value(std::size_t axis, int value, const std::vector<Point>& points) {
  const Point* refused = nullptr;
  for (const Point& point : points) {
    if (point.at[axis] != value) continue;
    if (point.error.empty()) return;
    if (refused == nullptr) refused = &point;
  }
  if (refused != nullptr) throw InputError(refused->error);
}

}  // namespace

std::string PointMaker::key_of(const RunSpec& run) {
  Json config = run_to_json(run);
  config["chip"]["prices"] = price_list_path(run.chip);
  for_each_file(config, [this](std::string& path) { path = hashes_.of(path); });
  config["version"] = version_;
  return text_hash(json_text(config, -1));
}

Point PointMaker::make(const Coordinates& at) {
  Point point;
  point.at = at;
  try {
    point.run = read_changed_run(sweep_.run, changes_of(sweep_, at));
    point.key = key_of(point.run);
    point.shared = shared_work(run_to_json(point.run));
  } catch (const InputError& error) {
    point.error = error.what();
    point.key = name_of_request(sweep_, at);
  }
  return point;
}

void require_sound_axes(const SweepSpec& sweep, const std::vector<Point>& points) {
  for (std::size_t axis = 0; axis < sweep.axes.size(); ++axis)
    for (std::size_t value = 0; value < sweep.axes[axis].values.size(); ++value)
      require_sound_value(axis, static_cast<int>(value), points);
}

std::string sweep_fingerprint(const SweepSpec& sweep) {
  std::string text = std::to_string(static_cast<int>(sweep.method));
  if (sweep.method != SweepMethod::Grid && sweep.method != SweepMethod::List)
    text += " " + std::to_string(sweep.seed) + " " + std::to_string(sweep.samples);
  text += "\n" + read_file(sweep.run);
  for (const Override& change : sweep.set) {
    for (const std::string& key : change.path) text += "." + key;
    text += "=" + change.value.text;
  }
  for (const Axis& axis : sweep.axes) {
    text += "\n" + axis.key;
    for (const AxisValue& value : axis.values) text += " " + value.label;
  }
  for (const Coordinates& at : sweep.listed)
    for (const int index : at) text += " " + std::to_string(index);
  return text_hash(text);
}

}  // namespace spikeloom
