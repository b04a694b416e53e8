// SPDX-License-Identifier: Apache-2.0
// Traces of blocks of random chips: the chip does not notice, and what one block sends the next one gets.
#include <catch2/catch.hpp>

#include "cores/register.hpp"
#include "noc/register.hpp"
#include "rtl/traces/json_trace.hpp"
#include "rtl/traces/trace_session.hpp"
#include "sim/machine/fresh_context.hpp"
#include "sim/run/simulation.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/scratch_folder.hpp"
#include "tests/system/random_chip.hpp"
#include "tests/system/same_run.hpp"

namespace spikeloom {
namespace {

using Catch::Contains;

RunResults record(const SystemCase& system_case, const Mapping& mapping, const std::vector<TraceRequest>& requests) {
  const FreshContext context;
  TraceSession recording(system_case.chip, requests);
  Catalogue blocks;
  register_cores(blocks);
  register_fabrics(blocks);
  recording.tap(blocks);
  SimulationInput input{system_case.network, system_case.chip, mapping, system_case.images};
  input.images_in_flight = system_case.images_in_flight;
  RunResults results = simulate(input, blocks);
  recording.finish();
  return results;
}

std::vector<TraceCycle> read(const std::string& path) {
  JsonTraceReader reader(path);
  std::vector<TraceCycle> cycles;
  for (TraceCycle cycle; reader.next(cycle);) cycles.push_back(cycle);
  return cycles;
}

/// One way of one port, without the cycles in which nothing is there.
std::vector<std::pair<Cycle, PortWires>> wires(const std::vector<TraceCycle>& trace, BlockWires TraceCycle::*way,
                                               Direction port) {
  std::vector<std::pair<Cycle, PortWires>> all;
  for (const TraceCycle& cycle : trace)
    if (const PortWires& found = (cycle.*way)[at(port)]; !found.idle()) all.emplace_back(cycle.cycle, found);
  return all;
}

std::uint64_t flits(const std::vector<TraceCycle>& trace, BlockWires TraceCycle::*way, Direction port) {
  std::uint64_t count = 0;
  for (const auto& found : wires(trace, way, port)) count += found.second.valid ? 1U : 0U;
  return count;
}

/// No bypass: with it two credits of a channel can come at once, which a wire cannot carry.
SystemCase without_bypass(std::uint64_t seed) {
  SystemCase system_case = random_case(seed);
  system_case.chip.noc.bypass = false;
  if (seed % 2 == 0) system_case.chip.noc.kernel.name = "clocked";
  return system_case;
}

}  // namespace

TEST_CASE("A chip does not notice that traces of it are recorded, and neighbours tell the same of their link") {
  constexpr auto kIn = &TraceCycle::in, kOut = &TraceCycle::out;
  const ScratchFolder folder;
  for (std::uint64_t seed = 501; seed <= 512; ++seed) {
    INFO("seed " << seed);
    const SystemCase system_case = without_bypass(seed);
    const Mapping mapping = map_case(system_case);
    const std::string router = folder.path("r.jsonl"), below = folder.path("b.jsonl"), core = folder.path("c.jsonl"),
                      tile = folder.path("t.jsonl");
    const RunResults results = record(system_case, mapping,
                                      {{"spike_router", 0, 0, router},
                                       {"spike_router", 0, 1, below},
                                       {"neuron_core", 0, 0, core},
                                       {"tile", 0, 0, tile}});
    require_same(results, run_case(system_case, mapping));

    const auto of_router = read(router), of_below = read(below), of_core = read(core), of_tile = read(tile);
    CHECK(wires(of_router, kOut, Direction::Local) == wires(of_core, kIn, Direction::Local));
    CHECK(wires(of_router, kIn, Direction::Local) == wires(of_core, kOut, Direction::Local));
    CHECK(wires(of_router, kOut, Direction::South) == wires(of_below, kIn, Direction::North));
    CHECK(wires(of_router, kIn, Direction::South) == wires(of_below, kOut, Direction::North));
    CHECK(wires(of_tile, kIn, Direction::Local).empty());
    for (const Direction d : {Direction::North, Direction::East, Direction::South, Direction::West, Direction::Host}) {
      CHECK(wires(of_router, kIn, d) == wires(of_tile, kIn, d));
      CHECK(wires(of_router, kOut, d) == wires(of_tile, kOut, d));
      CHECK(flits(of_router, kIn, d) == results.cores[0].router.flits_in[at(d)]);
      CHECK(flits(of_router, kOut, d) == results.cores[0].router.flits_out[at(d)]);
    }
  }
}

TEST_CASE("A request for a trace names a block, a tile and perhaps a file") {
  const TraceRequest plain = TraceRequest::parse("spike_router@3,0");
  CHECK(plain.block == "spike_router");
  CHECK(plain.column == 3);
  CHECK(plain.row == 0);
  CHECK(plain.file == "spike_router_3_0.jsonl");
  CHECK(plain.hex_file() == "spike_router_3_0.hex");
  CHECK(TraceRequest::parse("tile@0,0:a/b.jsonl.zst").hex_file() == "a/b.hex.zst");
  CHECK(TraceRequest::parse("tile@0,0:C:x").file == "C:x");
  CHECK(TraceRequest::parse("tile@0,0:x").hex_file() == "x.hex");
  for (const char* text : {"spike_router", "spike_router@1", "@1,2", "tile@1,-2", "tile@1,2:", "tile@1,2,3"})
    CHECK_THAT(error_of([&] { TraceRequest::parse(text); }), Contains(std::string(text) + ": is not BLOCK@x,y"));
}

TEST_CASE("What cannot be recorded is refused") {
  const ScratchFolder folder;
  ChipSpec chip;
  const auto told = [&](const std::vector<TraceRequest>& requests) {
    return error_of([&] { TraceSession(chip, requests); });
  };
  const std::string file = folder.path("a.jsonl");
  CHECK(told({{"spike_router", 3, 3, file}}) == "no error");
  CHECK_THAT(
      told({{"spike_ruoter", 0, 0, file}}),
      Contains("unknown block 'spike_ruoter'; did you mean 'spike_router'? known: spike_router, neuron_core, tile"));
  CHECK_THAT(told({{"tile", 4, 0, file}}), Contains("tile@4,0: the mesh has 4 x 4 tiles"));
  CHECK_THAT(told({{"tile", 0, 0, file}, {"tile", 1, 0, file}}), Contains("a.jsonl is named twice"));
  chip.tile.impl = {"rtl", "chip.yaml:3: tile.impl"};
  CHECK_THAT(told({{"tile", 0, 0, file}}), Contains("the tile is one piece (chip.yaml:3: tile.impl: rtl)"));
}

}  // namespace spikeloom
