// SPDX-License-Identifier: Apache-2.0
// The form of the results: keys that other tools rely on, and what a person sees.
#include <catch2/catch.hpp>

#include "report/noc_json.hpp"
#include "report/noc_text.hpp"
#include "tests/noc/alone/specs.hpp"

namespace spikeloom {
namespace {

const std::vector<std::string> kFigures{"packet_latency_mean",
                                        "network_latency_mean",
                                        "flit_latency_mean",
                                        "head_latency_mean",
                                        "packet_latency_p50",
                                        "packet_latency_p99",
                                        "packet_latency_max",
                                        "network_latency_p50",
                                        "flit_latency_p99",
                                        "head_latency_max",
                                        "hops_mean",
                                        "accepted_rate",
                                        "offered_rate",
                                        "saturated",
                                        "drained",
                                        "measured_packets",
                                        "unfinished_packets",
                                        "cycles",
                                        "flit_hops",
                                        "host_seconds",
                                        "flit_hash"};

NocAloneSpec spec_5x3() {
  NocAloneSpec spec = booksim_like(5, 3);
  spec.phases = {100, 500, 1000};
  return spec;
}

void check_map(const nlohmann::ordered_json& map) {
  REQUIRE(map.size() == 3);
  for (const auto& row : map) CHECK(row.size() == 5);
}

}  // namespace

TEST_CASE("results as JSON") {
  const NocAloneSpec spec = spec_5x3();
  const NocResults results = run(spec);
  const auto json = noc_json(spec, results);
  for (const std::string& key : kFigures) CHECK(json.contains(key));
  CHECK(json["packet_latency_mean"] == results.packet_latency.mean);
  CHECK(json["saturated"] == false);
  CHECK(json["flit_hash"].get<std::string>().size() == 18);
  CHECK(json["config"]["noc"]["vc_alloc_delay_cycles"] == 1);
  CHECK(json["config"]["phases"]["measure_cycles"] == 500);
  for (const char* map : {"flits", "stall_cycles", "busiest_link", "buffer_occupancy"})
    check_map(json["heat_map"][map]);
  REQUIRE(json["routers"].size() == 15);
  const auto& corner = json["routers"][4];
  CHECK(corner["column"] == 4);
  CHECK(corner["row"] == 0);
  CHECK(corner["flits_out"].contains("west"));
  CHECK_FALSE(corner["flits_out"].contains("east"));
  CHECK_FALSE(corner["flits_out"].contains("host"));
  std::uint64_t flits = 0;
  for (const auto& [port, count] : corner["flits_out"].items()) flits += count.get<std::uint64_t>();
  CHECK(json["heat_map"]["flits"][0][4] == flits);
  CHECK(corner["stall_cycles"].contains("no_credit"));
}

TEST_CASE("without packets there are no latencies") {
  NocAloneSpec spec = spec_5x3();
  spec.traffic.injection_rate = 0;
  const NocResults results = run(spec);
  const auto json = noc_json(spec, results);
  CHECK(json["packet_latency_mean"].is_null());
  CHECK(json["hops_mean"].is_null());
  CHECK(json["accepted_rate"] == 0);
  CHECK(noc_text(spec, results, 100).find("Latency: no packet was measured") != std::string::npos);
}

TEST_CASE("a sweep as JSON and text") {
  const NocAloneSpec spec = spec_5x3();
  const SweepResults sweep = sweep_injection(spec, fabrics());
  const auto json = sweep_json(spec, sweep);
  CHECK(json["saturation_rate"] == sweep.points.at(sweep.knee.value()).injection_rate);
  CHECK(json["saturation_accepted_rate"].is_number());
  REQUIRE(json["sweep"].size() == sweep.points.size());
  for (const std::string& key : kFigures) CHECK(json["sweep"][0].contains(key));
  CHECK(json["sweep"][0]["injection_rate"] == sweep.points[0].injection_rate);
  const std::string text = sweep_text(spec, sweep, 100);
  CHECK(text.find("<- saturation") != std::string::npos);
  CHECK(text.find("Mean packet latency, cycles, over injection rate") != std::string::npos);
}

TEST_CASE("the text says what ran, how fast packets were, and how busy which tile was") {
  const NocAloneSpec spec = spec_5x3();
  const std::string text = noc_text(spec, run(spec), 100);
  CHECK(text.find("5 x 3 mesh, xy, 1 virtual channel of 4 flits; uniform traffic, packets of 1 flit\n") == 0);
  CHECK(text.find("not saturated") != std::string::npos);
  CHECK(text.find("Busiest link of each router, % of all cycles, by tile\n") != std::string::npos);
  for (const char* cause : kStallNames) CHECK(text.find(cause) != std::string::npos);
}

}  // namespace spikeloom
