// SPDX-License-Identifier: Apache-2.0
// Bundles: what is written is read again, byte for byte; every damage is refused.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "base/json_reader.hpp"
#include "models/network_file.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/random_network.hpp"
#include "tests/support/scratch_folder.hpp"

namespace spikeloom {
namespace {

using Catch::Matchers::Contains;

/// A bundle in a folder of its own, and what reading says after it was changed.
class Bundle {
 public:
  Bundle() { write_network(random_network(1), folder_.path("bundle")); }

  std::string json_path() const { return folder_.path("bundle/network.json"); }
  std::string weights_path() const { return folder_.path("bundle/weights.bin"); }
  std::string error() const {
    return error_of([this] { read_network(folder_.path("bundle")); });
  }

  template <class Change>
  std::string error_after(Change change) const {
    Json json = Json::parse(read_file(json_path()));
    change(json);
    folder_.write("bundle/network.json", json.dump());
    return error();
  }

  const ScratchFolder& folder() const { return folder_; }

 private:
  ScratchFolder folder_;
};

TEST_CASE("a bundle read and written again has the same bytes") {
  for (unsigned seed = 1; seed <= 3; ++seed) {
    const ScratchFolder folder;
    write_network(random_network(seed), folder.path("first"));
    write_network(read_network(folder.path("first")), folder.path("second"));
    CHECK(read_file(folder.path("first/network.json")) == read_file(folder.path("second/network.json")));
    CHECK(read_file(folder.path("first/weights.bin")) == read_file(folder.path("second/weights.bin")));
  }
}

TEST_CASE("a bundle keeps every value of the network") {
  const ScratchFolder folder;
  const Network written = random_network(5);
  write_network(written, folder.path("bundle"));
  const Network read = read_network(folder.path("bundle"));
  CHECK(read.time_steps == written.time_steps);
  CHECK(read.logit_scale == written.logit_scale);
  CHECK(read.class_names == written.class_names);
  CHECK(read.input.pixel_offset == written.input.pixel_offset);
  REQUIRE(read.layers.size() == written.layers.size());
  for (std::size_t i = 0; i < read.layers.size(); ++i) {
    const Layer &a = read.layers[i], &b = written.layers[i];
    CHECK(a.name == b.name);
    CHECK(a.composite == b.composite);
    CHECK(a.weights == b.weights);
    CHECK(a.bias == b.bias);
    CHECK(a.threshold == b.threshold);
    CHECK(a.weight_shift == b.weight_shift);
    CHECK(a.output_shift == b.output_shift);
    CHECK(a.inputs.size() == b.inputs.size());
    CHECK(a.bounds.accumulator_bits == b.bounds.accumulator_bits);
  }
}

TEST_CASE("an operator that cannot read what an input carries is refused with the operator and the input") {
  const Bundle bundle;
  CHECK_THAT(bundle.error_after([](Json& json) {
    for (Json& layer : json["layers"])
      if (layer["operator"] == "spatial_sum") layer["inputs"][0]["signal"] = "spikes";
  }),
             Contains("inputs: of operator spatial_sum: main must carry values"));
  const Bundle other;
  CHECK_THAT(other.error_after([](Json& json) {
    for (Json& layer : json["layers"])
      if (layer["operator"] == "attention") layer["inputs"][2]["signal"] = "values";
  }),
             Contains("inputs: of operator attention: value must carry spikes"));
}

TEST_CASE("a bundle of version 1, which does not mark composites, has those of its layers' names") {
  const Bundle bundle;
  const Network written = random_network(1);
  const auto as_version_1 = [](Json& json) {
    json["schema_version"] = 1;
    for (Json& layer : json["layers"]) layer.erase("composite");
  };
  REQUIRE(bundle.error_after(as_version_1) == "no error");
  const Network read = read_network(bundle.folder().path("bundle"));
  for (std::size_t i = 0; i < read.layers.size(); ++i) {
    INFO(read.layers[i].name);
    CHECK(read.layers[i].composite == written.layers[i].composite);
  }
  REQUIRE(bundle.error_after([](Json& json) { json["architecture"] = "another"; }) == "no error");
  for (const Layer& layer : read_network(bundle.folder().path("bundle")).layers)
    CHECK(layer.composite == Composite::None);
  CHECK_THAT(bundle.error_after([](Json& json) { json["layers"][0]["composite"] = "none"; }),
             Contains("composite: unknown key"));
}

TEST_CASE("missing, truncated and damaged files are refused") {
  CHECK_THAT(error_of([] { read_network("/nowhere"); }), Contains("/nowhere/network.json: cannot be opened"));
  const Bundle bundle;
  const std::string weights = read_file(bundle.weights_path());
  bundle.folder().write("bundle/weights.bin", weights.substr(1));
  CHECK_THAT(bundle.error(), Contains("weights.bin: has") && Contains("network.json says"));
  std::string damaged = weights;
  damaged[weights.size() / 2] = static_cast<char>(damaged[weights.size() / 2] ^ 1);
  bundle.folder().write("bundle/weights.bin", damaged);
  CHECK_THAT(bundle.error(), Contains("weights.bin: damaged: CRC-32"));
  std::filesystem::remove(bundle.weights_path());
  CHECK_THAT(bundle.error(), Contains("weights.bin: cannot be opened"));
  const std::string json = read_file(bundle.json_path());
  bundle.folder().write("bundle/network.json", json.substr(0, json.size() / 2));
  CHECK_THAT(bundle.error(), Contains("not JSON"));
}

TEST_CASE("a bundle that contradicts itself is refused with the key") {
  const Bundle bundle;
  const auto error_with = [&](const std::string& pointer, const Json& value) {
    const Bundle fresh;
    return fresh.error_after([&](Json& json) { json[Json::json_pointer(pointer)] = value; });
  };
  CHECK_THAT(error_with("/schema_version", 3), Contains("schema_version: 3 is out of range, allowed is 1 to 2"));
  CHECK_THAT(error_with("/schema_version", 3), Contains("written by a newer spikeloom"));
  CHECK_THAT(error_with("/format", "x"), Contains("format: must be 'spikeloom-network'"));
  CHECK_THAT(error_with("/extra", 1), Contains("extra: unknown key"));
  CHECK_THAT(error_with("/layers/0/extra", 1), Contains("layers[0].extra: unknown key"));
  CHECK_THAT(error_with("/layers/1/inputs/0/source", "nobody"),
             Contains("source: 'nobody' is neither 'image' nor a layer before this one"));
  CHECK_THAT(error_with("/layers/0/operator", "fft"), Contains("operator: 'fft' is unknown, allowed are: conv"));
  CHECK_THAT(error_with("/layers/0/composite", "fused"),
             Contains("composite: 'fused' is unknown, allowed are: none, rep_conv, rep_conv_tail, sep_conv"));
  CHECK_THAT(error_with("/layers/1/inputs/0/role", "partial"),
             Contains("role: 'partial' is unknown, allowed are: main, residual, query, key, value"));
  CHECK_THAT(error_with("/layers/1/inputs/0/role", "query"),
             Contains("inputs: of operator conv must be main [, residual], in this order"));
  CHECK_THAT(error_with("/layers/0/bias", {1}), Contains("layers[0].bias: has 1 entries"));
  CHECK_THAT(error_with("/layers/0/threshold", Json::array()), Contains("layers[0].threshold: has 0 entries"));
  CHECK_THAT(error_with("/layers/0/out/height", 77), Contains("layers[0].out: is"));
  CHECK_THAT(error_with("/layers/0/kernel/height", 9999), Contains("kernel: is larger than the padded map"));
  CHECK_THAT(error_with("/layers/0/weights_offset", 1), Contains("weights_offset: must be 0"));
  CHECK_THAT(error_with("/layers/0/weight_shift/0", 40), Contains("weight_shift: 40 is out of range"));
  CHECK_THAT(error_with("/layers/0/bounds/value_bits", 3), Contains("layers[0].bounds: differ"));
  CHECK_THAT(error_with("/layers/0/emits_values", 3), Contains("emits_values: must be true or false"));
  CHECK_THAT(error_with("/weight_bits", 2), Contains("has a weight of more bits"));
  CHECK_THAT(error_with("/class_names", {"one"}), Contains("class_names: has 1 entries"));
  CHECK_THAT(bundle.error_after([](Json& json) { json["layers"][1]["name"] = json["layers"][0]["name"]; }),
             Contains("is taken by another layer"));
}

}  // namespace
}  // namespace spikeloom
