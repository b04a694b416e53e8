// SPDX-License-Identifier: Apache-2.0
#include "mapping/plan/mapping_file.hpp"
#include "mapping/search/mapper.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "mapping/plan/dispatch.hpp"
#include "mapping/plan/memory.hpp"
#include "mapping/search/local_forwarding.hpp"
#include "tests/mapping/cases.hpp"
#include "tests/mapping/cuts.hpp"
#include "tests/support/random_network.hpp"

using spikeloom::core_memories;
using spikeloom::Mapping;
using spikeloom::mapping_to_json;
using spikeloom::Network;
using spikeloom::Slice;

TEST_CASE("a mapping file says who is where and sends what to whom", "[mapping_file]") {
  const Network network = spikeloom::random_network(21);
  const Mapping mapping = map_network(network, spikeloom::roomy_target(3, 2), {});
  const auto json = nlohmann::json::parse(mapping_to_json(network, mapping));

  CHECK(json["schema_version"] == spikeloom::kMappingSchemaVersion);
  CHECK(json["target"]["columns"] == 3);
  CHECK(json["host"]["destinations"].size() == mapping.image_table.size());
  REQUIRE(json["slices"].size() == mapping.slices.size());
  for (std::size_t i = 0; i < mapping.slices.size(); ++i) {
    const Slice& slice = mapping.slices[i];
    const auto& there = json["slices"][i];
    REQUIRE(there["layer"] == network.layers[static_cast<std::size_t>(slice.layer)].name);
    REQUIRE(there["core"]["column"] == slice.core % 3);
    REQUIRE(there["core"]["row"] == slice.core / 3);
    REQUIRE(there["window_rows"] == slice.window_rows);
    REQUIRE(there["memory"]["weight_bytes"] == slice.memory.weights);
    REQUIRE(there["destinations"].size() == slice.destinations.size());
  }
  CHECK(json["slices"].back()["destinations"][0]["to"] == "host");
  const spikeloom::Dispatch dispatch(mapping);
  REQUIRE(dispatch.groups().size() > 0);
  REQUIRE(json["multicast_groups"].size() == dispatch.groups().size());
  for (std::size_t i = 0; i < dispatch.groups().size(); ++i) {
    const auto& there = json["multicast_groups"][i];
    CHECK(there["group"] == spikeloom::kFirstGroup + static_cast<int>(i));
    const int sender = dispatch.groups()[i].sender;
    CHECK((sender < 0 ? there["sender"] == "host" : there["sender"] == sender));
    CHECK(there["tiles"].size() == dispatch.groups()[i].tiles.size());
  }
  const auto cores = core_memories(mapping);
  for (std::size_t i = 0; i < cores.size(); ++i) CHECK(json["cores"][i]["weight_bytes"] == cores[i].weights);
}

TEST_CASE("does the file say how layers are cut, and what stays at home?", "[mapping_file]") {
  const Network network = spikeloom::random_network(21);
  spikeloom::Cuts cuts(network.layers.size());
  cuts[0].columns = 2;
  cuts[1].inputs = 2;
  Mapping mapping = cut_mapping(network, spikeloom::roomy_target(1, 1), cuts);
  mapping.time = spikeloom::LoopOrder::RowInStep;
  mapping.residual = spikeloom::Residual::Home;
  keep_home(network, mapping);
  const auto json = nlohmann::json::parse(mapping_to_json(network, mapping));
  CHECK(json["time"] == "outer");
  CHECK(json["residual"] == "home");
  CHECK(json["slices"][1]["columns"]["begin"] == mapping.slices[1].columns.begin);
  CHECK(json["slices"][2]["inputs"]["end"] == mapping.slices[2].inputs.end);
  CHECK(json["slices"][2]["root"] == 3);
  CHECK_FALSE(json["slices"][3].contains("root"));
  const auto& to_root = json["slices"][2]["destinations"][0];
  CHECK(to_root["home"] == true);
  CHECK(to_root["columns"]["end"] == mapping.slices[2].columns.end);
  CHECK_FALSE(json["slices"][0]["destinations"][0].contains("home"));
}
