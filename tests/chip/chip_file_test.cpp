// SPDX-License-Identifier: Apache-2.0
// Each rule of the reader, broken once. The message is compared whole: place, key, value, what is allowed.
#include <catch2/catch.hpp>

#include "base/field_help.hpp"
#include "base/field_writer.hpp"
#include "chip/chip_file.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/scratch_folder.hpp"

namespace spikeloom {
namespace {

/// The message about chip.yaml with this content, without the scratch folder's name.
std::string chip_error(const std::string& yaml, const std::vector<std::string>& overrides = {}) {
  const ScratchFolder folder;
  const std::string path = folder.write("chip.yaml", yaml);
  std::string message = error_of([&] { read_chip(path, overrides); });
  const std::string prefix = folder.path("");
  for (std::size_t at = message.find(prefix); at != std::string::npos; at = message.find(prefix))
    message.erase(at, prefix.size());
  return message;
}

ChipSpec chip_of(const std::string& yaml, const std::vector<std::string>& overrides = {}) {
  const ScratchFolder folder;
  return read_chip(folder.write("chip.yaml", yaml), overrides);
}

const std::string kCoreKeys =
    "known: impl, lanes, neuron_lanes, neuron_unit, weight_sram_bytes, accumulator_sram_bytes, weight_bits, "
    "accumulator_bits, sram_word_bits, input_queue_flits, row_buffers, pipeline_cycles, digits";

}  // namespace

TEST_CASE("values are read, missing keys keep their defaults") {
  const ChipSpec chip = chip_of("name: small\nmesh: {columns: 2, rows: 3}\nclock_mhz: 250.5\ncore:\n  digits: plain\n");
  CHECK(chip.name == "small");
  CHECK(chip.mesh.columns == 2);
  CHECK(chip.mesh.rows == 3);
  CHECK(chip.clock_mhz == 250.5);
  CHECK(chip.core.digits == DigitCode::Plain);
  CHECK(chip.core.lanes == 64);
}

TEST_CASE("an empty file is a chip of defaults") { CHECK(chip_of("").noc.flit_bits == 128); }

TEST_CASE("the mapper's view repeats the chip's figures") {
  const Target target = chip_of(
                            "mesh: {columns: 5, rows: 6}\ncore: {lanes: 7, row_buffers: 3, input_queue_flits: 9}\n"
                            "noc: {topology: torus, vcs: 2, routing: yx, buffer_flits: 5, flit_bits: 96, "
                            "multicast: unicast, spike_encoding: aer, spike_word_channels: 32}\n")
                            .target();
  CHECK(target.columns == 5);
  CHECK(target.rows == 6);
  CHECK(target.lanes == 7);
  CHECK(target.row_buffers == 3);
  CHECK(target.input_queue_flits == 9);
  CHECK(target.topology == Topology::Torus);
  CHECK(target.routing == Routing::YX);
  CHECK(target.buffer_flits == 5);
  CHECK(target.flit_bits == 96);
  CHECK(target.multicast == Multicast::Unicast);
  CHECK(target.spike_encoding == SpikeEncoding::Aer);
  CHECK(target.spike_word_channels == 32);
}

TEST_CASE("out of range: the value, the limits and the unit") {
  CHECK(chip_error("name: a\ncore:\n  lanes: 0\n") ==
        "chip.yaml:3:10: core.lanes: 0 is out of range; allowed: 1..1024 adders");
  CHECK(chip_error("mesh: {columns: 0}\n") == "chip.yaml:1:17: mesh.columns: 0 is out of range; allowed: 1..64 tiles");
  CHECK(chip_error("clock_mhz: 0.5\n") == "chip.yaml:1:12: clock_mhz: 0.5 is out of range; allowed: 1..10000 MHz");
  CHECK(chip_error("core: {lanes: 99999999999999999999}\n") ==
        "chip.yaml:1:15: core.lanes: 99999999999999999999 is too large for any use");
}

TEST_CASE("unknown and misspelt keys name the known ones") {
  CHECK(chip_error("core:\n  lane: 3\n") ==
        "chip.yaml:2:3: unknown key 'core.lane'; did you mean 'lanes'? " + kCoreKeys);
  CHECK(chip_error("core:\n  frobnicate: 3\n") == "chip.yaml:2:3: unknown key 'core.frobnicate'; " + kCoreKeys);
  CHECK(chip_error("cores: {}\n").find("did you mean 'core'?") != std::string::npos);
}

TEST_CASE("duplicate keys are refused wherever they are") {
  CHECK(chip_error("core:\n  lanes: 3\n  lanes: 4\n") ==
        "chip.yaml:3:3: duplicate key 'lanes'; first at chip.yaml:2:3");
  CHECK(chip_error("name: a\nname: b\n") == "chip.yaml:2:1: duplicate key 'name'; first at chip.yaml:1:1");
}

TEST_CASE("a number is decimal and plain") {
  const auto lanes = [](const std::string& text) { return chip_error("core: {lanes: " + text + "}\n"); };
  const std::string at = "chip.yaml:1:15: core.lanes: ";
  CHECK(lanes("010") == at + "'010' is not a decimal integer");
  CHECK(lanes("0x10") == at + "'0x10' is not a decimal integer");
  CHECK(lanes("8.0") == at + "'8.0' is not a decimal integer");
  CHECK(lanes("+") == at + "'+' is not a decimal integer");
  CHECK(lanes("1_000") == at + "'1_000' is not a decimal integer");
  CHECK(lanes("many") == at + "'many' is not a decimal integer");
  CHECK(lanes("'8'") == at + "must be a decimal integer, not the quoted text '8'");
  CHECK(lanes("[8]") == at + "must be a decimal integer, not a list");
  CHECK(chip_error("core:\n  lanes:\nname: b\n").find("core.lanes: must be a decimal integer, not nothing") !=
        std::string::npos);
  CHECK(chip_of("core: {lanes: +8}\n").core.lanes == 8);
  for (const char* text : {"250.", ".5", "1e", "1e+", "00.5", "1.5x", "nan"})
    CHECK(chip_error("clock_mhz: " + std::string(text) + "\n") ==
          "chip.yaml:1:12: clock_mhz: '" + std::string(text) + "' is not a decimal number");
  for (const char* text : {"250", "2.5e2", "250.0", "25E+1"})
    CHECK(chip_of("clock_mhz: " + std::string(text) + "\n").clock_mhz == 250);
  CHECK(chip_error("clock_mhz: .inf\n") == "chip.yaml:1:12: clock_mhz: '.inf' is not a decimal number");
}

TEST_CASE("a word is one of the choices") {
  CHECK(chip_error("core: {digits: plane}\n") ==
        "chip.yaml:1:16: core.digits: unknown word 'plane'; did you mean 'plain'? known: csd, plain");
}

TEST_CASE("a section is a map") {
  CHECK(chip_error("core: 3\n") == "chip.yaml:1:7: core: must be a map (key: value), not a single value");
  CHECK(chip_error("- 3\n") == "chip.yaml:1:1: the file must be a map (key: value), not a list");
}

TEST_CASE("YAML's surprises are refused") {
  CHECK(chip_error("core: &a {lanes: 3}\nnoc: *a\n") == "chip.yaml:1:7: anchors are not allowed");
  CHECK(chip_error("name: !!str 3\n").find("chip.yaml:1:7: tags") == 0);
  CHECK(chip_error("name: a\n---\nname: b\n").find("a second document") != std::string::npos);
  CHECK(chip_error("? [a]\n: 3\n") == "chip.yaml:1:3: a key must be a word");
  CHECK(chip_error("core: {lanes: 3\n").find("not YAML: ") != std::string::npos);
}

TEST_CASE("rules between parameters") {
  CHECK(
      chip_error("noc:\n  spike_word_channels: 24\n") ==
      "chip.yaml:2:24: noc.spike_word_channels: 24 channels is not a width of a spike word; allowed: 16, 32, 64, 128");
  CHECK_THAT(chip_error("noc:\n  flit_bits: 27\n"), Catch::Contains("noc.buffer_flits: a multicast packet of 5 flits"));
  CHECK(chip_error("noc:\n  flit_bits: 27\n  multicast: unicast\n") == "no error");
  CHECK(chip_error("mesh: {columns: 64, rows: 64}\n") ==
        "chip.yaml:1:17: mesh.columns: 64 x 64 are 4096 tiles; allowed: at most 4095");
}

TEST_CASE("a chip needs packets in order") {
  CHECK(
      chip_error("noc:\n  routing: odd_even\n") ==
      "chip.yaml:2:12: noc.routing: odd_even lets packets between two tiles overtake each other, and in a chip the end "
      "of a row must not overtake its words; allowed in a chip: xy, yx");
  CHECK(
      chip_error("noc:\n  vc_policy: any\n") ==
      "chip.yaml:2:14: noc.vc_policy: any lets packets between two tiles overtake each other, and in a chip the end of "
      "a row must not overtake its words; allowed in a chip: keep");
}

TEST_CASE("what no network on chip can do, no chip can") {
  CHECK_THAT(chip_error("noc:\n  topology: torus\n"),
             Catch::Contains("chip.yaml:2:3: noc.vcs: a torus needs at least 2"));
  CHECK_THAT(chip_error("noc:\n  bypass: true\n"), Catch::Contains("chip.yaml:2:11: noc.bypass: "));
  CHECK(chip_error("noc: {topology: torus, vcs: 2, bypass: true, switch_delay_cycles: 1}\n") == "no error");
}

TEST_CASE("files that are named exist") {
  CHECK(chip_error("prices: 45nm.yaml\n") == "chip.yaml:1:9: prices: there is no file 45nm.yaml");
  const ScratchFolder folder;
  folder.write("p/prices.yaml", "");
  const ChipSpec chip = read_chip(folder.write("chips/chip.yaml", "prices: ../p/prices.yaml\n"));
  CHECK(chip.prices == folder.path("p/prices.yaml"));
}

TEST_CASE("options change the document and are named in errors") {
  CHECK(chip_of("core: {lanes: 3}\n", {"core.lanes=5", "mesh.rows=7"}).core.lanes == 5);
  CHECK(chip_of("", {"mesh.rows=7"}).mesh.rows == 7);
  CHECK(chip_error("", {"core.lanes=0"}) ==
        "--set core.lanes=0: core.lanes: 0 is out of range; allowed: 1..1024 adders");
  CHECK(chip_error("", {"core.lane=1"}).find("--set core.lane=1: unknown key 'core.lane'; did you mean 'lanes'?") == 0);
  CHECK(chip_error("", {"core.lanes"}) == "--set core.lanes: expected key.path=value");
  CHECK(chip_error("", {"core..lanes=1"}) == "--set core..lanes=1: expected key.path=value");
  CHECK(chip_error("name: a\n", {"name.x=1"}) ==
        "--set name.x=1: 'x' cannot be set: chip.yaml:1:7 has a single value there, not a map");
}

TEST_CASE("the dump and the help walk over the same parameters") {
  const ChipSpec chip = chip_of("core: {lanes: 12, neuron_unit: after}\n");
  const auto json = fields_to_json(chip);
  CHECK(json["core"]["lanes"] == 12);
  CHECK(json["core"]["neuron_unit"] == "after");
  bool found = false;
  for (const FieldInfo& info : fields_info(chip))
    found = found || (info.key == "core.lanes" && info.value == "12" && info.allowed == "1..1024" &&
                      info.unit == "adders" && !info.help.empty());
  CHECK(found);
}

TEST_CASE("are DRAM ports read, and reach the mapper?") {
  const ChipSpec chip =
      chip_of("mesh: {columns: 3, rows: 3}\ndram: {ports: [0, 5], bandwidth_gbytes_per_s: 2.5, latency_ns: 40}\n");
  CHECK(chip.target().dram_ports == std::vector<int>{0, 5});
  CHECK(chip.dram.bandwidth_gbytes_per_s == 2.5);
  CHECK(chip.dram.latency_ns == 40);
  CHECK(chip_of("").target().dram_ports.empty());
}

TEST_CASE("is a DRAM that cannot work refused, with what and where?") {
  CHECK(chip_error("dram:\n  bandwidth_gbytes_per_s: 0\n") ==
        "chip.yaml:2:27: dram.bandwidth_gbytes_per_s: 0 is out of range; allowed: 0.001..4096 GB/s");
  const std::string mesh = "mesh: {columns: 3, rows: 3}\n";
  CHECK_THAT(chip_error(mesh + "dram: {ports: [4]}\n"), Catch::Contains("tile 4 is not at the edge of the mesh"));
  CHECK_THAT(chip_error(mesh + "dram: {ports: [9]}\n"), Catch::Contains("tile 9 is not on the chip; allowed: 0..8"));
  CHECK_THAT(chip_error(mesh + "dram: {ports: [1, 1]}\n"), Catch::Contains("tile 1 stands there twice"));
}

}  // namespace spikeloom
