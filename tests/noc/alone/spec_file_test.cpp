// SPDX-License-Identifier: Apache-2.0
// Each rule of NOC.yaml, broken once.
#include "noc/alone/spec_file.hpp"

#include <catch2/catch.hpp>

#include "base/field_help.hpp"
#include "base/field_writer.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/scratch_folder.hpp"

namespace spikeloom {
namespace {

std::string noc_error(const std::string& yaml, const std::vector<std::string>& overrides = {}) {
  const ScratchFolder folder;
  folder.write("t.csv", "100,0,1,2\n200,1,0;2,8\n");
  const std::string path = folder.write("noc.yaml", yaml);
  std::string message = error_of([&] { read_noc_alone(path, overrides); });
  const std::string prefix = folder.path("");
  for (std::size_t at = message.find(prefix); at != std::string::npos; at = message.find(prefix))
    message.erase(at, prefix.size());
  return message;
}

NocAloneSpec noc_of(const std::string& yaml, const std::vector<std::string>& overrides = {}) {
  const ScratchFolder folder;
  folder.write("t.csv", "100,0,1,2\n200,1,0;2,8\n");
  return read_noc_alone(folder.write("noc.yaml", yaml), overrides);
}

}  // namespace

TEST_CASE("an empty file is a network of defaults, with BookSim's phases") {
  const NocAloneSpec spec = noc_of("");
  CHECK(spec.tiles() == 16);
  CHECK(spec.traffic.pattern == Pattern::Uniform);
  CHECK(spec.traffic.uniform_includes_self);
  CHECK(spec.traffic.terminal_latency_cycles == 2);
  CHECK(spec.phases.warmup_cycles == 5000);
  CHECK(spec.phases.measure_cycles == 20000);
}

TEST_CASE("values are read, from the file and from options") {
  const NocAloneSpec spec =
      noc_of("mesh: {columns: 3, rows: 2}\nnoc: {vcs: 4}\ntraffic:\n  pattern: hotspot\n  hotspots: [0, 5]\n",
             {"traffic.hotspot_fraction=0.25", "phases.drain_cycles=7", "clock_mhz=500"});
  CHECK(spec.tiles() == 6);
  CHECK(spec.noc.vcs == 4);
  CHECK(spec.traffic.hotspots == std::vector<int>{0, 5});
  CHECK(spec.traffic.hotspot_fraction == 0.25);
  CHECK(spec.phases.drain_cycles == 7);
  CHECK(spec.clock_mhz == 500);
}

TEST_CASE("64 x 64 is the largest mesh") {
  CHECK(noc_of("mesh: {columns: 64, rows: 64}").tiles() == 4096);
  CHECK(noc_error("mesh: {columns: 65}") == "noc.yaml:1:17: mesh.columns: 65 is out of range; allowed: 1..64 tiles");
}

TEST_CASE("a bad value of each kind") {
  CHECK(noc_error("traffic: {injection_rate: 1.5}") ==
        "noc.yaml:1:27: traffic.injection_rate: 1.5 is out of range; allowed: 0..1 flits per tile and cycle");
  CHECK(noc_error("traffic: {packet_flits: 65}") ==
        "noc.yaml:1:25: traffic.packet_flits: 65 is out of range; allowed: 1..64 flits");
  CHECK(noc_error("traffic: {destinations: 17}") ==
        "noc.yaml:1:25: traffic.destinations: 17 is out of range; allowed: 1..16 tiles");
  CHECK(noc_error("traffic: {pattern: unifrom}")
            .find("noc.yaml:1:20: traffic.pattern: unknown word 'unifrom'; did you "
                  "mean 'uniform'? known: uniform, transpose") == 0);
  CHECK(noc_error("traffic: {hotspot: [1]}")
            .find("noc.yaml:1:11: unknown key 'traffic.hotspot'; did you mean "
                  "'hotspots'?") == 0);
  CHECK(noc_error("traffic: {hotspots: 3}") ==
        "noc.yaml:1:21: traffic.hotspots: must be a list of numbers, [1, 2], not a single value");
  CHECK(noc_error("traffic: {hotspots: [1, x]}") == "noc.yaml:1:25: traffic.hotspots[1]: 'x' is not a decimal integer");
  CHECK(noc_error("traffic: {hotspots: [4096]}") ==
        "noc.yaml:1:22: traffic.hotspots[0]: 4096 is out of range; allowed: 0..4095 tiles");
  CHECK(noc_error("phases: {measure_cycles: 0}") ==
        "noc.yaml:1:26: phases.measure_cycles: 0 is out of range; allowed: 1..1000000000000 cycles");
  CHECK(noc_error("", {"traffic.injection_rate=-0.1"}) ==
        "--set traffic.injection_rate=-0.1: traffic.injection_rate: -0.1 is out of range; allowed: 0..1 flits per tile "
        "and cycle");
}

TEST_CASE("patterns and what they need") {
  CHECK(noc_error("mesh: {columns: 3}\ntraffic: {pattern: transpose}") ==
        "noc.yaml:2:20: traffic.pattern: transpose swaps columns and rows and needs a square mesh, not 3 x 4");
  CHECK(noc_error("mesh: {columns: 3}\ntraffic: {pattern: shuffle}").find("power of two of tiles") !=
        std::string::npos);
  CHECK(noc_error("traffic: {pattern: hotspot}") ==
        "noc.yaml:1:10: traffic.hotspots: pattern hotspot needs a list of tiles: [9, 54]");
  CHECK(noc_error("traffic: {hotspots: [3]}") ==
        "noc.yaml:1:21: traffic.hotspots: only pattern hotspot takes it; here it has no effect");
  CHECK(noc_error("traffic: {hotspot_fraction: 0.25}") ==
        "noc.yaml:1:29: traffic.hotspot_fraction: only pattern hotspot takes it; here it has no effect");
  CHECK(
      noc_error("traffic: {pattern: transpose, uniform_includes_self: false}") ==
      "noc.yaml:1:54: traffic.uniform_includes_self: only patterns uniform and hotspot take it; here it has no effect");
  CHECK(noc_error("traffic: {pattern: hotspot, hotspots: [3, 16]}") ==
        "noc.yaml:1:39: traffic.hotspots: tile 16 is not on the mesh; allowed: 0..15");
  CHECK(noc_error("traffic: {pattern: hotspot, hotspots: [3, 4, 3]}") ==
        "noc.yaml:1:39: traffic.hotspots: tile 3 is named twice");
}

TEST_CASE("several destinations") {
  CHECK(noc_error("traffic: {pattern: tornado, destinations: 2}") ==
        "noc.yaml:1:43: traffic.destinations: several destinations are for uniform traffic only; set it to 1");
  CHECK(noc_error("mesh: {columns: 2, rows: 2}\ntraffic: {destinations: 5}") ==
        "noc.yaml:2:25: traffic.destinations: a packet for 5 tiles, and 4 can be reached");
  CHECK(noc_error("mesh: {columns: 1, rows: 1}\ntraffic: {uniform_includes_self: false}") ==
        "noc.yaml:2:10: traffic.destinations: a packet for 1 tiles, and 0 can be reached");
  CHECK(noc_error("traffic: {destinations: 2, packet_flits: 5}").find("does not fit a buffer of 4") !=
        std::string::npos);
  CHECK(noc_error("noc: {routing: odd_even}\ntraffic: {destinations: 2}").find("no multicast trees") !=
        std::string::npos);
  CHECK(noc_error("noc: {routing: odd_even}\ntraffic: {packet_flits: 5}") == "no error");
}

TEST_CASE("traces") {
  const std::string file = "traffic: {pattern: trace, trace: t.csv}\n";
  const NocAloneSpec spec = noc_of(file + "noc: {buffer_flits: 8}\nphases: {warmup_cycles: 0}");
  CHECK(spec.trace.packets.size() == 2);
  CHECK(spec.longest_packet_flits() == 8);
  CHECK(noc_error("traffic: {pattern: trace}") ==
        "noc.yaml:1:10: traffic.trace: pattern trace needs a file of recorded packets");
  CHECK(noc_error("traffic: {pattern: trace, trace: none.csv}") ==
        "noc.yaml:1:34: traffic.trace: there is no file none.csv");
  CHECK(noc_error(file + "mesh: {columns: 1, rows: 1}") ==
        "t.csv:1:7: destination: 1 is out of range; allowed: 0..0 tiles");
  CHECK(noc_error(file + "phases: {warmup_cycles: 0}").find("noc.buffer_flits: a multicast packet of 8 flits") !=
        std::string::npos);
  CHECK(noc_error(file + "noc: {buffer_flits: 8}\nphases: {warmup_cycles: 201}") ==
        "noc.yaml:3:9: phases: no packet of t.csv is born in the measured cycles 201..20200; its packets are of cycles "
        "100..200");
}

TEST_CASE("combinations of the network that cannot work are refused as in a chip") {
  CHECK(noc_error("noc: {topology: torus}").find("a torus needs at least 2 virtual channels") != std::string::npos);
  CHECK(noc_error("noc: {bypass: true}").find("noc.bypass") != std::string::npos);
}

TEST_CASE("the dump holds every key and the help a sentence for each") {
  const auto json = fields_to_json(noc_of("traffic: {pattern: hotspot, hotspots: [1, 2]}"));
  CHECK(json["traffic"]["hotspots"] == nlohmann::ordered_json::array({1, 2}));
  CHECK(json["phases"]["drain_cycles"] == 100000);
  bool found = false;
  for (const FieldInfo& info : fields_info(NocAloneSpec{})) {
    CHECK_FALSE(info.help.empty());
    found = found || (info.key == "traffic.hotspots" && info.allowed == "list of 0..4095" && info.value == "[]");
  }
  CHECK(found);
}

}  // namespace spikeloom
