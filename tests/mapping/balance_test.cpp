// SPDX-License-Identifier: Apache-2.0
#include "mapping/cost/balance.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "mapping/cost/core_budget.hpp"
#include "mapping/search/mapper.hpp"
#include "tests/mapping/cases.hpp"
#include "tests/support/random_network.hpp"

using Catch::Contains;
using spikeloom::Balance;
using spikeloom::balance_of;
using spikeloom::CoreUnit;
using spikeloom::Mapping;
using spikeloom::mapping_of;
using spikeloom::Network;
using spikeloom::random_network;
using spikeloom::roomy_target;
using spikeloom::WorkModel;

namespace {

struct Case {
  Network network = random_network(14);
  Mapping mapping = map_network(network, roomy_target(3, 3), {});
  Balance balance = balance_of(network, mapping, {});
};

}  // namespace

TEST_CASE("does the balance count every slice on its core and in its layer?", "[balance]") {
  const Case c;
  const WorkModel work(c.network, c.mapping.target, {});
  std::int64_t datapath = 0, of_cores = 0, of_layers = 0;
  int slices = 0;
  for (const auto& slice : c.mapping.slices) datapath += work.work(slice).datapath;
  for (const auto& core : c.balance.cores) of_cores += core.work.datapath, slices += core.slices;
  for (const auto& layer : c.balance.layers) of_layers += layer.work.datapath;
  CHECK(c.balance.cores.size() == 9);
  CHECK(c.balance.layers.size() == c.network.layers.size());
  CHECK(slices == static_cast<int>(c.mapping.slices.size()));
  CHECK(of_cores == datapath);
  CHECK(of_layers == datapath);
}

TEST_CASE("is the bottleneck the longest slice of the busiest core?", "[balance]") {
  const Case c;
  const WorkModel work(c.network, c.mapping.target, {});
  const auto& slice = c.mapping.slices[static_cast<std::size_t>(c.balance.bottleneck_slice)];
  CHECK(slice.core == c.balance.busiest_core);
  for (const auto& other : c.mapping.slices)
    if (other.core == slice.core) CHECK(work.cycles(other) <= work.cycles(slice));
  for (const auto& core : c.balance.cores) CHECK(core.cycles <= c.balance.busiest_cycles());
  CHECK(c.balance.ratio() >= 1);
  CHECK(c.balance.latency_cycles >= c.balance.busiest_cycles() / 2);
  CHECK_THAT(describe_bottleneck(c.network, c.mapping, c.balance),
             Contains("by its datapath, ") && Contains("layer '"));
}

TEST_CASE("who limits a chip with few neuron lanes, or with narrow links?", "[balance]") {
  const Network network = random_network(14);
  auto target = roomy_target(2, 2);
  target.neuron_lanes = 1, target.lanes = 1024;
  const spikeloom::Activity silent(std::vector<double>(network.layers.size(), 0.0));
  CHECK(balance_of(network, map_network(network, target, {}), silent).bottleneck_unit == CoreUnit::NeuronUnit);
  target.neuron_lanes = 1024, target.link_interval_cycles = 100;
  const Mapping slow_links = map_network(network, target, {});
  const Balance balance = balance_of(network, slow_links, {});
  CHECK((balance.bottleneck_unit == CoreUnit::Packetizer || balance.bottleneck_unit == CoreUnit::Inbound));
}

TEST_CASE("do stages begin where a whole map is needed?", "[balance]") {
  const Network network = random_network(14);
  const std::vector<int> stages = spikeloom::stages_of_layers(network);
  for (std::size_t i = 0; i < network.layers.size(); ++i)
    for (const auto& input : network.layers[i].inputs) {
      const bool waits = network.layers[i].op == spikeloom::Operator::Attention ||
                         network.layers[i].op == spikeloom::Operator::SpatialSum;
      const int before = input.source < 0 ? 0 : stages[static_cast<std::size_t>(input.source)];
      CHECK(stages[i] >= before + (waits ? 1 : 0));
    }
}

TEST_CASE("is the balance written as JSON?", "[balance]") {
  const Case c;
  const auto json = nlohmann::json::parse(balance_to_json(c.network, c.mapping, c.balance));
  CHECK(json["busiest_core_cycles"] == c.balance.busiest_cycles());
  CHECK(json["cores"].size() == 9);
  CHECK(json["layers"].size() == c.network.layers.size());
  CHECK(json["bottleneck"]["slice"] == c.balance.bottleneck_slice);
}
