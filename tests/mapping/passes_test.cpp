// SPDX-License-Identifier: Apache-2.0
#include "mapping/search/passes.hpp"
#include "mapping/search/mapper.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "mapping/check/check.hpp"
#include "mapping/plan/boundary.hpp"
#include "mapping/plan/mapping_file.hpp"
#include "mapping/plan/memory.hpp"
#include "mapping/search/best_fit.hpp"
#include "tests/mapping/cases.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/random_network.hpp"

namespace spikeloom {
namespace {

MappingOptions quick() {
  MappingOptions options;
  options.placement_swaps = 200;
  return options;
}

int layers_of(const Network& network) { return static_cast<int>(network.layers.size()); }

/// Four cores and two ports; SRAM for `share` of the network's weights.
Target small_chip(const Network& network, double share) {
  Target target = roomy_target(2, 2);
  target.dram_ports = {1, 2};
  std::int64_t weights = 0;
  for (const Slice& slice : map_network(network, target, quick()).slices) weights += slice.memory.weights;
  target.weight_sram_bytes = static_cast<std::int64_t>(share * static_cast<double>(weights)) / 4;
  return target;
}

bool fits(const Network& network, const Target& target, Range layers) {
  FitOptions options;
  options.layers = layers;
  return best_fit(network, target, WorkModel(network, target, {}), options).fits();
}

void require_cover(const std::vector<Range>& passes, const Network& network) {
  int next = 0;
  for (const Range pass : passes) {
    CHECK(pass.begin == next);
    CHECK(!pass.empty());
    next = pass.end;
  }
  CHECK(next == layers_of(network));
}

}  // namespace

TEST_CASE("does a network that fits stay in one pass?", "[passes]") {
  const Network network = random_network(3);
  const Target target = small_chip(network, 3.0);
  const PassPlan plan = map_passes(network, target, quick(), kAutoPasses);
  REQUIRE(plan.passes.size() == 1);
  CHECK(plan.passes.front().stores.empty());
  CHECK_FALSE(plan.streams());
  const MappingExpectations expected{balance_of(network, plan.passes.front(), {}), plan.placements.front()};
  CHECK(plan_to_json(network, plan, {expected}) == mapping_to_json(network, plan.passes.front(), &expected));
}

namespace {

/// Each as long as it can be: no division has fewer, as a part of what fits fits.
std::size_t fewest_passes(const Network& network, const Target& target) {
  std::size_t passes = 0;
  for (int begin = 0; begin < layers_of(network); ++passes) {
    int end = begin + 1;
    while (end < layers_of(network) && fits(network, target, {begin, end + 1})) ++end;
    begin = end;
  }
  return passes;
}

}  // namespace

TEST_CASE("does auto make the fewest passes, all of which fit?", "[passes]") {
  for (const std::uint64_t seed : {3U, 4U, 5U}) {
    const Network network = random_network(seed);
    const Target target = small_chip(network, 0.6);
    const std::vector<Range> passes = choose_passes(network, target, quick(), kAutoPasses);
    INFO("seed " << seed << ", " << passes.size() << " passes");
    require_cover(passes, network);
    CHECK(passes.size() >= 2);
    CHECK(passes.size() == fewest_passes(network, target));
    for (const Range pass : passes) CHECK(fits(network, target, pass));
  }
}

TEST_CASE("are asked-for passes that many, with even weights?", "[passes]") {
  const Network network = random_network(6);
  const Target target = small_chip(network, 4.0);
  for (int count = 2; count <= layers_of(network); count += 3) {
    const std::vector<Range> passes = choose_passes(network, target, quick(), count);
    require_cover(passes, network);
    CHECK(static_cast<int>(passes.size()) == count);
  }
}

TEST_CASE("is every map that a pass loads stored by the pass that computes it, at the same ports?", "[passes]") {
  const Network network = random_network(7);
  const Target target = small_chip(network, 4.0);
  const PassPlan plan = map_passes(network, target, quick(), 5);
  std::vector<StoredPart> stored;
  for (const Mapping& pass : plan.passes) {
    check_mapping(network, pass);
    for (const Slice& slice : pass.slices) {
      if (!pass.is_load(slice)) continue;
      const auto same = [&](const StoredPart& part) {
        return part.layer == slice.layer && part.channels == slice.channels && target.tiles() + part.tile == slice.core;
      };
      CHECK(std::any_of(stored.begin(), stored.end(), same));
    }
    stored.insert(stored.end(), pass.stores.begin(), pass.stores.end());
  }
  CHECK(!stored.empty());
}

TEST_CASE("do the slices of all passes cover every layer once?", "[passes]") {
  const Network network = random_network(8);
  const PassPlan plan = map_passes(network, small_chip(network, 4.0), quick(), 4);
  Mapping all = all_slices(plan);
  std::vector<int> slices(network.layers.size(), 0);
  for (const Slice& slice : all.slices) ++slices[static_cast<std::size_t>(slice.layer)];
  CHECK(std::none_of(slices.begin(), slices.end(), [](int n) { return n == 0; }));
  for (std::size_t pass = 0; pass < plan.passes.size(); ++pass)
    for (std::size_t i = 0; i < plan.passes[pass].slices.size(); ++i) {
      const Slice& slice = plan.passes[pass].slices[i];
      if (plan.passes[pass].is_load(slice)) continue;
      const auto number = static_cast<std::size_t>(first_slice(plan, pass) + static_cast<int>(i));
      CHECK(all.slices[number].layer == slice.layer);
      CHECK(all.slices[number].channels == slice.channels);
    }
}

TEST_CASE("does the file of several passes say what each loads and stores, and where?", "[passes]") {
  const Network network = random_network(7);
  const Target target = small_chip(network, 4.0);
  const PassPlan plan = map_passes(network, target, quick(), 3);
  std::vector<MappingExpectations> expected;
  for (std::size_t i = 0; i < plan.passes.size(); ++i)
    expected.push_back({balance_of(network, plan.passes[i], {}), plan.placements[i]});
  const auto json = nlohmann::json::parse(plan_to_json(network, plan, expected));
  REQUIRE(json["passes"].size() == 3);
  int next = 0;
  for (std::size_t i = 0; i < plan.passes.size(); ++i) {
    const auto& pass = json["passes"][i];
    CHECK(pass["layers"]["begin"] == next);
    next = pass["layers"]["end"];
    CHECK(pass["placement"]["swaps"] == 200);
    std::size_t loads = 0, stored = 0;
    for (const auto& slice : pass["slices"]) {
      loads += slice.contains("loaded_at_port_of_tile") ? 1 : 0;
      for (const auto& destination : slice["destinations"]) stored += destination["to"] == "dram" ? 1 : 0;
    }
    const auto& slices = plan.passes[i].slices;
    CHECK(loads == static_cast<std::size_t>(std::count_if(slices.begin(), slices.end(), [&](const Slice& slice) {
            return plan.passes[i].is_load(slice);
          })));
    CHECK((loads > 0) == (i > 0));
    CHECK((stored > 0) == (i < 2));
  }
}

TEST_CASE("what is told when passes cannot be made?", "[passes]") {
  const Network network = random_network(9);
  Target target = small_chip(network, 4.0);
  CHECK_THAT(error_of([&] { map_passes(network, target, quick(), layers_of(network) + 1); }),
             Catch::Contains("more than the network's"));
  Target none = target;
  none.dram_ports.clear();
  CHECK_THAT(error_of([&] { map_passes(network, none, quick(), 2); }), Catch::Contains("dram.ports names no tile"));
  target.weight_sram_bytes = 64;
  CHECK_THAT(error_of([&] { map_passes(network, target, quick(), kAutoPasses); }),
             Catch::Contains("alone has") && Catch::Contains("a layer is not divided into passes"));
  MappingOptions outer = quick();
  outer.time = LoopOrder::RowInStep;
  CHECK_THAT(error_of([&] { map_passes(network, small_chip(network, 4.0), outer, 2); }),
             Catch::Contains("several passes need time: inner"));
  target = small_chip(network, 4.0);
  target.accumulator_sram_bytes = 64;
  CHECK_THAT(error_of([&] { map_passes(network, target, quick(), kAutoPasses); }),
             Catch::Contains("accumulator_sram_bytes"));
}

TEST_CASE("is a pass refused whose boundary is not what the layers need?", "[passes]") {
  const Network network = random_network(10);
  const PassPlan plan = map_passes(network, small_chip(network, 4.0), quick(), 3);
  const Mapping& good = plan.passes[1];
  Mapping bad = good;
  bad.stores.clear();
  CHECK_THAT(error_of([&] { check_mapping(network, bad); }), Catch::Contains("stores"));
  bad = good;
  bad.slices.front().core = bad.target.tiles();  // no DRAM port
  CHECK_THAT(error_of([&] { check_mapping(network, bad); }), Catch::Contains("is not the number of a DRAM port"));
  bad = good;
  bad.slices.erase(bad.slices.begin());
  CHECK_THAT(error_of([&] { check_mapping(network, bad); }), Catch::Contains("is missing among the loads"));
}

}  // namespace spikeloom
