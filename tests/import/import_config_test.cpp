// SPDX-License-Identifier: Apache-2.0
// config.json: what is read, and every kind of refusal with its key.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "import/config.hpp"
#include "tests/import/import_fixtures.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/scratch_folder.hpp"

namespace spikeloom {
namespace {

using Catch::Matchers::Contains;

ModelConfig read(const std::string& text) {
  const ScratchFolder folder;
  return read_model_config(folder.write("config.json", text));
}

/// The error after one value of a good file was replaced; `pointer` as "/input/height".
std::string error_with(const std::string& pointer, const nlohmann::json& value) {
  nlohmann::json json = nlohmann::json::parse(config_json(tiny_config()));
  json[nlohmann::json::json_pointer(pointer)] = value;
  return error_of([&] { read(json.dump()); });
}

TEST_CASE("config.json gives every value, class names have a default") {
  nlohmann::json json = nlohmann::json::parse(config_json(tiny_config()));
  json.erase("class_names");
  const ModelConfig config = read(json.dump());
  CHECK(config.embed_dims == std::array<int, 4>{8, 12, 16, 20});
  CHECK(config.strides == std::array<int, 5>{2, 2, 1, 1, 1});
  CHECK(config.attention_scale == 0.25);
  CHECK(config.height == 12);
  CHECK(config.std == std::vector<double>{0.35});
  CHECK(config.class_names == std::vector<std::string>{"0", "1", "2"});
}

TEST_CASE("config.json is refused with file, key and what is allowed") {
  CHECK_THAT(error_with("/architecture", "resnet"), Contains("config.json: architecture: 'resnet' is unknown"));
  CHECK_THAT(error_with("/time_steps", 9), Contains("time_steps: 9 is out of range, allowed is 1 to 8"));
  CHECK_THAT(error_with("/time_steps", 2.5), Contains("time_steps: must be an integer"));
  CHECK_THAT(error_with("/embed_dims", {8, 12, 16}), Contains("embed_dims: has 3 entries, needed are 4"));
  CHECK_THAT(error_with("/embed_dims", {9, 12, 16, 20}), Contains("embed_dims: the first must be even"));
  CHECK_THAT(error_with("/num_heads", 3), Contains("num_heads: 3 does not divide embed_dims' 16"));
  CHECK_THAT(error_with("/num_heads", true), Contains("num_heads: must be an integer"));
  CHECK_THAT(error_with("/attention_scale", "x"), Contains("attention_scale: must be a number"));
  CHECK_THAT(error_with("/class_names", {"a"}), Contains("class_names: has 1 entries, needed are 3"));
  CHECK_THAT(error_with("/input/channels", 2), Contains("input.channels: 2 is out of range, allowed is 1 or 3"));
  CHECK_THAT(error_with("/input/std", {0.0}), Contains("input.std: 0.0 is out of range"));
  CHECK_THAT(error_with("/input/mean", {0.3, 0.3}), Contains("input.mean: has 2 entries, needed are 1"));
  CHECK_THAT(error_with("/input", 3), Contains("input: must be an object"));
  CHECK_THAT(error_with("/input/depth", 3), Contains("input.depth: unknown key; known are: channels, height"));
  CHECK_THAT(error_with("/extra", 3), Contains("extra: unknown key"));
}

TEST_CASE("config.json: syntax errors have a place, duplicates and missing keys a name") {
  CHECK_THAT(error_of([] { read("{\n \"depths\": [1,,2]}"); }), Contains("not JSON") && Contains("line 2, column 15"));
  const std::string good = config_json(tiny_config());
  CHECK_THAT(error_of([&] { read("{\"depths\": [1, 1]," + good.substr(1)); }), Contains("duplicate key 'depths'"));
  CHECK_THAT(error_of([] { read("{\"architecture\": \"metaspikeformer\"}"); }), Contains("embed_dims: is missing"));
  CHECK_THAT(error_of([] { read("[]"); }), Contains("must be an object"));
  CHECK_THAT(error_of([] { read_model_config("/nowhere/config.json"); }), Contains("cannot be opened"));
}

}  // namespace
}  // namespace spikeloom
