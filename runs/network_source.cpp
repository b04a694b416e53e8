// SPDX-License-Identifier: Apache-2.0
#include "runs/network_source.hpp"

#include "base/error.hpp"
#include "base/field_writer.hpp"
#include "base/suggestion.hpp"
#include "import/architectures.hpp"

namespace spikeloom {
namespace {

const char* const kShapes =
    "a bundle's folder, or {checkpoint: FILE, config: FILE}, or {architecture: NAME, rates: FILE}";

void require_known(const ConfigNode& node, const std::string& name) {
  if (find_architecture(name) != nullptr) return;
  fail_at(node.place,
          "network.architecture: unknown architecture '" + name + "'" + suggestion(name, architecture_names()));
}

/// Exactly one of two keys that say the same thing in two ways.
void require_one(FieldReader& reader, const char* first, const char* second, const std::string& what) {
  const bool has_first = reader.take(first) != nullptr, has_second = reader.take(second) != nullptr;
  if (has_first && has_second)
    reader.fail({second}, std::string("'") + first + "' and '" + second + "' exclude each other");
  if (!has_first && !has_second)
    reader.fail({}, std::string("no ") + what + ": needs '" + first + "' or '" + second + "'; allowed: " + kShapes);
}

void refuse_generation(const NetworkSource& source, const FieldReader& reader) {
  constexpr const char* kWhy = "only generated weights ('rates') take it";
  reader.refuse_changed({"seed"}, source.seed, NetworkSource{}.seed, kWhy);
  reader.refuse_changed({"rates_scale"}, source.rates_scale, NetworkSource{}.rates_scale, kWhy);
}

}  // namespace

NetworkSource read_network_source(FieldReader& run) {
  const ConfigNode* node = run.take("network");
  if (node == nullptr) run.fail({}, std::string("'network' is missing: ") + kShapes);
  NetworkSource source;
  if (node->kind != ConfigNode::Kind::Map) {
    source.bundle = run.existing_path(*node, "network", kBundle);
    return source;
  }
  FieldReader reader = run.open("network");
  require_one(reader, "checkpoint", "rates", "weights");
  require_one(reader, "config", "architecture", "layers");
  reader.file("checkpoint", source.checkpoint, "");
  reader.file("rates", source.rates, "");
  reader.file("config", source.config, "");
  reader.text("architecture", source.architecture, "");
  if (const ConfigNode* name = reader.take("architecture")) require_known(*name, source.architecture);
  source.fields(reader);
  reader.finish();
  if (!source.generated()) refuse_generation(source, reader);
  if ((source.height == 0) != (source.width == 0))
    reader.fail({source.height == 0 ? "width" : "height"}, "'height' and 'width' belong together");
  return source;
}

nlohmann::ordered_json network_source_to_json(const NetworkSource& source) {
  if (!source.bundle.empty()) return source.bundle;
  nlohmann::ordered_json json = nlohmann::ordered_json::object();
  const std::pair<const char*, const std::string*> files[] = {{"architecture", &source.architecture},
                                                              {"config", &source.config},
                                                              {"checkpoint", &source.checkpoint},
                                                              {"rates", &source.rates}};
  for (const auto& [key, value] : files)
    if (!value->empty()) json[key] = *value;
  json.update(fields_to_json(source));
  return json;
}

ModelConfig model_config(const NetworkSource& source) {
  const ModelConfig* named = find_architecture(source.architecture);
  ModelConfig config = named != nullptr ? *named : read_model_config(source.config);
  if (source.time_steps > 0) config.time_steps = source.time_steps;
  if (source.height > 0) set_image_size(config, source.height, source.width);
  return config;
}

}  // namespace spikeloom
