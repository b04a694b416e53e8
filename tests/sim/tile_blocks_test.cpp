// SPDX-License-Identifier: Apache-2.0
// Blocks by name: of all tiles, of single tiles, and the names a program does not have.
#include <catch2/catch.hpp>

#include "base/field_writer.hpp"
#include "chip/chip_file.hpp"
#include "sim/machine/catalogue.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/scratch_folder.hpp"

namespace spikeloom {
namespace {

ChipSpec chip_of(const std::string& yaml) {
  const ScratchFolder folder;
  return read_chip(folder.write("chip.yaml", yaml));
}

std::string chip_error(const std::string& yaml) {
  const ScratchFolder folder;
  const std::string path = folder.write("chip.yaml", yaml);
  return error_of([&] { read_chip(path); }).substr(folder.path("").size());
}

}  // namespace

TEST_CASE("single tiles have blocks of their own, all others those of the chip") {
  const ChipSpec chip = chip_of(
      "mesh: {columns: 3, rows: 2}\ncore: {impl: neuron_core}\nnoc: {router: rtl}\n"
      "tiles: {\"1,1\": {router: lockstep}, \"2,0\": {impl: rtl}, \"0,1\": {core: lockstep}}\n");
  CHECK(chip.blocks_of(0).router.name == "rtl");
  CHECK(chip.blocks_of(0).core.name == "neuron_core");
  CHECK(chip.blocks_of(0).impl.name == "model");
  CHECK(chip.blocks_of(4).router.name == "lockstep");
  CHECK(chip.blocks_of(2).impl.name == "rtl");
  CHECK(chip.blocks_of(3).core.name == "lockstep");
}

TEST_CASE("what is said of RTL stands in results, and only that") {
  const auto plain = fields_to_json(chip_of("name: a\n"));
  CHECK(!plain.contains("tiles"));
  CHECK(!plain.contains("tile"));
  CHECK(!plain["noc"].contains("router"));
  const auto rtl = fields_to_json(chip_of("tile: {impl: rtl}\ntiles: {\"1,2\": {impl: model, core: rtl}}\n"));
  CHECK(rtl["tile"]["impl"] == "rtl");
  CHECK(rtl["tiles"].dump() == R"({"1,2":{"core":"rtl","impl":"model"}})");
}

TEST_CASE("errors about single tiles say where and what is allowed") {
  CHECK(chip_error("tiles: {\"4,0\": {router: rtl}}\n") ==
        "chip.yaml:1:9: tiles.4,0: there is no such tile; allowed: columns 0..3, rows 0..3");
  for (const char* place : {"one", "1", "1,", ",1", "-1,0", "1,2,3", "1.0,2", " 1,2"})
    CHECK(chip_error("tiles: {\"" + std::string(place) + "\": {router: rtl}}\n") ==
          "chip.yaml:1:9: tiles: '" + std::string(place) + "' is not a tile; allowed: \"column,row\", as in \"1,2\"");
  CHECK(chip_error("tiles: {\"01,0\": {router: rtl}, \"1,0\": {router: rtl}}\n") ==
        "chip.yaml:1:32: tiles: tile 1,0 twice");
  CHECK(chip_error("tiles: {\"1,0\": {routers: rtl}}\n") ==
        "chip.yaml:1:17: unknown key 'tiles.1,0.routers'; did you mean 'router'? known: core, router, impl");
  CHECK(chip_error("tiles: [1]\n") == "chip.yaml:1:8: tiles: must be a map (key: value), not a list");
  CHECK(chip_error("tiles: {\"1,0\": rtl}\n") ==
        "chip.yaml:1:16: tiles.1,0: must be a map (key: value), not a single value");
  CHECK(chip_error("tiles: {\"1,0\": {impl: rtl, core: rtl}}\n") ==
        "chip.yaml:1:9: tiles.1,0: a tile of impl 'rtl' is one piece and has no core or router to choose; allowed "
        "beside core and router: model");
  CHECK(chip_error("tile: {impl: lockstep}\ntiles: {\"1,0\": {router: rtl}}\n").find("chip.yaml:2:9") == 0);
}

TEST_CASE("a catalogue says which names it knows, and why one is not there") {
  Catalogue blocks;
  blocks.add_missing(BlockKind::Router, "rtl", "no model");
  CHECK(error_of([&] {
          blocks.router({"rtl", "a.yaml:1:2: noc.router"});
        }) == "a.yaml:1:2: noc.router: block 'rtl' is missing: no model");
  CHECK(error_of([&] {
          blocks.router({"rlt", "noc.router"});
        }) == "noc.router: unknown block 'rlt'; known: model, rtl (missing)");
  CHECK(error_of([&] { blocks.tile({"rtl", "tile.impl"}); }) == "tile.impl: unknown block 'rtl'; known: model");
}

}  // namespace spikeloom
