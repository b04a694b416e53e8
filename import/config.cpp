// SPDX-License-Identifier: Apache-2.0
#include "import/config.hpp"

#include "base/json_reader.hpp"

namespace spikeloom {

namespace {

constexpr int kLargestSize = 65536;

template <std::size_t N>
void read_list(JsonReader& reader, const char* key, int low, int high, std::array<int, N>& list) {
  const auto values = reader.integers(key, low, high);
  require_count(reader, key, values, N);
  for (std::size_t i = 0; i < N; ++i) list[i] = static_cast<int>(values[i]);
}

void read_class_names(JsonReader& reader, ModelConfig& config) {
  if (reader.has("class_names")) {
    config.class_names = reader.texts("class_names");
    require_count(reader, "class_names", config.class_names, config.num_classes);
    return;
  }
  config.class_names = numbered_classes(config.num_classes);
}

void read_input(JsonReader reader, ModelConfig& config) {
  config.channels = reader.small_integer("channels", 1, 3);
  if (config.channels == 2) reader.fail("channels", "2 is out of range, allowed is 1 or 3");
  config.height = reader.small_integer("height", 1, 4096);
  config.width = reader.small_integer("width", 1, 4096);
  config.mean = reader.numbers("mean", 0.0, 1.0);
  require_count(reader, "mean", config.mean, config.channels);
  config.std = reader.numbers("std", 1e-3, 1e3);
  require_count(reader, "std", config.std, config.channels);
  reader.finish();
}

void check_dimensions(const JsonReader& reader, const ModelConfig& config) {
  if (config.embed_dims[0] % 2 != 0) reader.fail("embed_dims", "the first must be even: the stem has half of it");
  for (const int dim : {config.embed_dims[2], config.embed_dims[3]})
    if (dim % config.num_heads != 0)
      reader.fail("num_heads",
                  std::to_string(config.num_heads) + " does not divide embed_dims' " + std::to_string(dim));
}

}  // namespace

std::vector<std::string> numbered_classes(int count) {
  std::vector<std::string> names;
  names.reserve(static_cast<std::size_t>(count));
  for (int c = 0; c < count; ++c) names.push_back(std::to_string(c));
  return names;
}

ModelConfig read_model_config(const std::string& path) {
  const Json json = parse_json(read_file(path), path);
  JsonReader reader(json, path);
  ModelConfig config;
  const std::string architecture = reader.text("architecture");
  if (architecture != "metaspikeformer")
    reader.fail("architecture", "'" + architecture + "' is unknown, allowed is 'metaspikeformer'");
  read_list(reader, "embed_dims", 1, kLargestSize, config.embed_dims);
  read_list(reader, "depths", 1, 256, config.depths);
  config.num_heads = reader.small_integer("num_heads", 1, kLargestSize);
  config.mlp_ratio = reader.small_integer("mlp_ratio", 1, 64);
  config.time_steps = reader.small_integer("time_steps", 1, 8);
  read_list(reader, "strides", 1, 4, config.strides);
  config.attention_scale = reader.number("attention_scale", 1e-4, 1e4);
  config.num_classes = reader.small_integer("num_classes", 1, kLargestSize);
  read_class_names(reader, config);
  read_input(reader.object("input"), config);
  reader.finish();
  check_dimensions(reader, config);
  return config;
}

}  // namespace spikeloom
