// SPDX-License-Identifier: Apache-2.0
#include "report/results_json.hpp"

#include <catch2/catch.hpp>

#include "tests/report/report_fixture.hpp"

namespace spikeloom::report_test {
namespace {

using Json = nlohmann::ordered_json;

void check_keys(const Json& json, const std::vector<std::string>& keys) {
  for (const std::string& key : keys) {
    INFO(key);
    CHECK(json.contains(key));
  }
}

TEST_CASE("results.json has the keys other tools rely on") {
  const Report report;
  const Json json = results_json(report.input({1}));
  check_keys(json, {"schema_version", "images", "cycles", "throughput_images_per_s", "spikes", "synaptic_additions",
                    "flit_hops", "flit_hash", "energy_pj", "reference", "layers", "cores", "config", "host"});
  check_keys(json["images"][0], {"prediction", "class_name", "label", "correct", "logits", "logits_float",
                                 "latency_cycles", "latency_ms"});
  check_keys(json["energy_pj"], {"total", "dynamic", "static", "by_component", "per_inference", "convention"});
  check_keys(json["energy_pj"]["by_component"]["weight_sram"], {"dynamic", "static", "total"});
  check_keys(json["reference"], {"compared_words", "mismatches"});
  check_keys(json["layers"][0], {"name", "op", "slices", "neurons", "spikes", "firing_rate", "synaptic_additions",
                                 "datapath_cycles", "neuron_unit_cycles", "dynamic_energy_pj", "actions"});
  check_keys(json["cores"][0], {"column", "row", "slices", "weight_sram", "accumulator_sram", "utilisation", "spikes",
                                "synaptic_additions", "actions", "flits_routed"});
}

TEST_CASE("results.json says what was measured") {
  const Report report;
  const Json json = results_json(report.input({0}));
  CHECK(json["images"][0]["class_name"] == "dog");
  CHECK(json["images"][0]["correct"] == false);
  CHECK(json["images"][0]["logits"] == Json({-4, 8}));
  CHECK(json["images"][0]["logits_float"] == Json({-1.0, 2.0}));
  CHECK(json["images"][0]["latency_cycles"] == 800);
  CHECK(json["images"][0]["latency_ms"].get<double>() == Approx(0.0016));
  CHECK(json["throughput_images_per_s"].get<double>() == Approx(625000));
  CHECK(json["flit_hash"] == "0x0000000000000abc");
  CHECK(json["energy_pj"]["total"].get<double>() == Approx(report.energy.total_pj().nominal));
  CHECK(json["layers"][1]["op"] == "conv");
  CHECK(json["cores"][1]["slices"] == Json({"head"}));
  CHECK(json["cores"][1]["utilisation"].get<double>() == Approx(0.3));
  CHECK(json["cores"][0]["actions"]["shifted_add"] == 200);
  CHECK(json["config"] == report.config);
  CHECK_FALSE(results_json(report.input())["images"][0].contains("label"));
}

TEST_CASE("Is throughput all images over all cycles where a run only fills and drains?") {
  Report report;
  report.results.images = {{0, {}, 0, 1000}, {0, {}, 0, 1100}, {0, {}, 0, 1200}};
  report.results.cycles = 1200;
  const Json json = results_json(report.input());
  CHECK(json["throughput_images_per_s"].get<double>() == Approx(3 * 500e6 / 1200));
  CHECK(json["streaming"]["steady_state"] == false);
}

TEST_CASE("Is throughput that of the steady state where images began and ended in it?") {
  Report report;
  report.results.images.clear();
  for (Cycle i = 0; i < 8; ++i) report.results.images.push_back({0, {}, 500 * i, 500 * i + 1000});
  report.results.cycles = 4500;
  const Json json = results_json(report.input());
  CHECK(json["throughput_images_per_s"].get<double>() == Approx(500e6 / 500));
  CHECK(json["streaming"]["steady_state"] == true);
}

TEST_CASE("two runs give the same bytes apart from host times, which stand last") {
  Report first, second;
  second.results.host_seconds = 9;
  Json a = results_json(first.input()), b = results_json(second.input());
  CHECK(a.dump() != b.dump());
  CHECK(std::prev(a.end()).key() == "host");
  a.erase("host");
  b.erase("host");
  CHECK(a.dump(2) == b.dump(2));
}

}  // namespace
}  // namespace spikeloom::report_test
